import type { Message } from "@parley/protocol/messages";
import type { Executor } from "#kernel/database";
import { presentByConversation, presentMessage } from "./present.ts";
import {
  countChanged,
  countUnread,
  readChanged,
  readFrozenStates,
  readNewest,
} from "./store/read.ts";
import type { ChangedMessages, MessageChanges, MessageReads } from "./types.ts";

/** What conversations shows of their messages. */
export const messageReads: MessageReads = {
  async newestOf(executor, asks) {
    const rows = await readNewest(executor, asks, 1);
    return new Map(rows.map((row) => [row.conversation_id, presentMessage(row)]));
  },
  countUnread,
  frozenStates: readFrozenStates,
};

export const messageChanges: MessageChanges = {
  async changesOf(executor, asks, most) {
    if (asks.length === 0) return new Map();
    const rows = await readChanged(executor, asks, most);
    const pages = presentByConversation(rows, asks);
    // Only a page that was cut leaves open how many there are.
    const cut = asks.filter((ask) => isPerhapsCut(pages.get(ask.conversationId) ?? [], most));
    const counts = cut.length > 0 ? await countChanged(executor, cut, most.counted) : new Map();
    return new Map(
      [...pages].map(([id, messages]): [string, ChangedMessages] => [
        id,
        { messages, count: counts.get(id) ?? messages.length },
      ]),
    );
  },
  newestOf,
  countUnread,
};

async function newestOf(
  executor: Executor,
  asks: readonly { conversationId: string; seq: number }[],
  count: number,
): Promise<Map<string, Message[]>> {
  if (asks.length === 0) return new Map();
  return presentByConversation(await readNewest(executor, asks, count), asks);
}

/** A page that ended below both limits holds everything; half the bytes are a safe sign of that. */
function isPerhapsCut(page: readonly Message[], most: { rows: number; bytes: number }): boolean {
  if (page.length >= most.rows) return true;
  const bytes = page.reduce((sum, { body }) => sum + Buffer.byteLength(body ?? ""), 0);
  return bytes >= most.bytes;
}
