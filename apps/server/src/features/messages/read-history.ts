import type { HistoryPage, HistoryQuery } from "@parley/protocol/messages";
import { notFound } from "#kernel/errors";
import { readSnapshot } from "#kernel/read-snapshot";
import { presentMessage } from "./present.ts";
import { readRange } from "./store/read.ts";
import type { MessagesDeps } from "./types.ts";

const DEFAULT_LIMIT = 50;

/** A page of history from one snapshot, ascending; for somebody who left it ends at `leftSeq`. */
export async function readHistory(
  { db, epoch, conversations, profiles }: MessagesDeps,
  { viewerId, conversationId }: { viewerId: string; conversationId: string },
  query: HistoryQuery,
): Promise<HistoryPage> {
  return readSnapshot(db, async (tx) => {
    const [view] = await conversations.viewsOf(tx, viewerId, [conversationId]);
    if (!view) throw notFound();
    const { from, to } = chooseRange(query, view.seq);
    const items = (await readRange(tx, conversationId, { from, to })).map(presentMessage);
    const users = await profiles.presentUsers(tx, [...new Set(items.map((item) => item.senderId))]);
    return {
      epoch: epoch(),
      items,
      reactions: [],
      users: [...users.values()],
      ver: view.ver,
      before: from > 1 ? from : null,
      after: to < view.seq ? to : null,
    };
  });
}

/** The seqs of a page, both included; seqs have no gaps, so a range is a page. */
export function chooseRange(
  { before, after, around, limit = DEFAULT_LIMIT }: HistoryQuery,
  last: number,
): { from: number; to: number } {
  if (after !== undefined) {
    const from = Math.min(after, last) + 1;
    return { from, to: Math.min(from + limit - 1, last) };
  }
  let to = last;
  if (before !== undefined) to = Math.max(Math.min(before - 1, last), 0);
  if (around !== undefined) to = Math.min(Math.max(around + Math.ceil(limit / 2) - 1, limit), last);
  return { from: Math.max(to - limit + 1, 1), to };
}
