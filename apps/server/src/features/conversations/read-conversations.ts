import type { Conversation } from "@parley/protocol/conversations";
import type { Page } from "@parley/protocol/common";
import { int, tuple, uuid } from "zod/mini";
import { readCursor, writeCursor } from "#kernel/cursor";
import type { Executor } from "#kernel/database";
import { notFound } from "#kernel/errors";
import { readSnapshot } from "#kernel/read-snapshot";
import { presentConversation } from "./present.ts";
import { readMembers } from "./store/members.ts";
import type { ConversationsDeps, View } from "./types.ts";
import { readViews } from "./views.ts";

type Deps = Pick<ConversationsDeps, "db" | "messages">;

const DEFAULT_LIMIT = 50;
/** Time of the last activity and id of the last conversation of the page before. */
const Position = tuple([int(), uuid()]);

/** One conversation as this person sees it; NOT_FOUND when they never were a member. */
export async function readConversation(
  { messages }: Pick<Deps, "messages">,
  executor: Executor,
  { viewerId, conversationId }: { viewerId: string; conversationId: string },
): Promise<Conversation> {
  const views = await readViews(messages, executor, { userId: viewerId, ids: [conversationId] });
  const [conversation] = await fill(messages, executor, { viewerId, views });
  if (!conversation) throw notFound();
  return conversation;
}

/** A page of a person's conversations, the latest activity first. */
export async function listConversations(
  { db, messages }: Deps,
  viewerId: string,
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<Conversation>> {
  const isAfter = afterPosition(readCursor(cursor, Position));
  return readSnapshot(db, async (tx) => {
    const views = await readViews(messages, tx, { userId: viewerId });
    const rest = views.filter(isAfter).sort(byActivity);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await fill(messages, tx, { viewerId, views: page }),
      next: last && rest.length > limit ? writeCursor([last.at.getTime(), last.id]) : null,
    };
  });
}

async function fill(
  messages: Deps["messages"],
  executor: Executor,
  { viewerId, views }: { viewerId: string; views: readonly View[] },
): Promise<Conversation[]> {
  if (views.length === 0) return [];
  const asks = views.map(({ id, seq, readSeq, hasLeft }) => ({
    conversationId: id,
    seq,
    readSeq,
    cursor: -1,
    hasLeft,
  }));
  const [members, unread, newest] = await Promise.all([
    readMembers(executor, viewerId, asks),
    messages.countUnread(executor, viewerId, asks),
    messages.newestOf(executor, asks),
  ]);
  return views.map((view) =>
    presentConversation(view, {
      unread: unread.get(view.id) ?? 0,
      members: members.get(view.id) ?? [],
      lastMessage: newest.get(view.id),
    }),
  );
}

function byActivity(a: View, b: View): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1);
}

function afterPosition(position: readonly [number, string] | null): (view: View) => boolean {
  if (!position) return () => true;
  const [at, id] = position;
  return (view) => view.at.getTime() < at || (view.at.getTime() === at && view.id > id);
}
