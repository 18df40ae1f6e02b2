import { rangeAt } from "../sync/ranges.ts";
import type { Store, Writing } from "../store/store.ts";
import type { ConversationState, Rows, TableName } from "../store/rows.ts";
import { readMeta } from "../sync/meta.ts";
import { countsAsUnread } from "../sync/merge.ts";
import { activeMembers, viewOf } from "./model-data.ts";
import type { ModelServer } from "./model-server.ts";

export interface WatchParts {
  userId: string;
  server: ModelServer;
  /** Hears of every rule that a commit broke. */
  onBroken(what: string): void;
  /** Hears what the outbox did, after the commit: a message that can no longer be expected to arrive. */
  onGivenUp(conversationId: string, messageId: string | null): void;
}

/** A store that looks at every commit before it happens; after `kill` nothing is committed any more. */
export interface WatchedStore extends Store {
  kill(): void;
}

/** Looks at the store of one device with the server's eyes. */
export function watchStore(store: Store, parts: WatchParts): WatchedStore {
  let isDead = false;
  const breathe = () => {
    if (isDead) throw new Error("This device has crashed.");
  };
  return {
    ...store,
    read: (work) => store.read(work),
    kill() {
      isDead = true;
    },
    write: (work, durability) =>
      store.write(async (tx) => {
        breathe();
        const watched = createWatch(tx, parts);
        const result = await work(watched.tx);
        breathe();
        for (const [id, before] of watched.touched) {
          const state = await tx.get("conversations", id);
          const held = watched.isReset() ? undefined : before;
          if (state) await checkState(tx, state, { ...parts, held });
        }
        return result;
      }, durability),
  };
}

/** Passes everything on, and notes which conversations were touched. */
function createWatch(tx: Writing, { onGivenUp }: WatchParts) {
  const touched = new Map<string, ConversationState | undefined>();
  let isReset = false;
  const watching: Writing = {
    get: (table, key) => tx.get(table, key),
    all: (table) => tx.all(table),
    messageAt: (conversationId, seq) => tx.messageAt(conversationId, seq),
    messagesIn: (span) => tx.messagesIn(span),
    removeMessages: (conversationId) => tx.removeMessages(conversationId),
    async put(table, row) {
      const id = conversationIn(table, row);
      if (id !== null && !touched.has(id)) touched.set(id, await tx.get("conversations", id));
      if ("failure" in row && row.failure) onGivenUp(row.conversationId, row.messageId);
      return tx.put(table, row);
    },
    remove(table, key) {
      if (table === "conversations") onGivenUp(String(key), null);
      return tx.remove(table, key);
    },
    clear(table) {
      isReset = true;
      return tx.clear(table);
    },
  };
  return { tx: watching, touched, isReset: () => isReset };
}

/** The conversation whose state or messages a row is part of. */
function conversationIn(table: TableName, row: Rows[TableName]): string | null {
  if (table === "conversations" && "id" in row) return String(row.id);
  return table === "messages" && "conversationId" in row ? row.conversationId : null;
}

interface Circumstances extends WatchParts {
  /** As it was before this commit; undefined when it is new, or all was dropped. */
  held: ConversationState | undefined;
}

async function checkState(
  tx: Writing,
  state: ConversationState,
  { held, onBroken, server, userId }: Circumstances,
): Promise<void> {
  const broken = (what: string) => onBroken(`${what} in ${state.id}`);
  const { ver, readSeq, receipts } = state;
  if (held && ver < held.ver) broken(`11: the cursor went back from ${held.ver} to ${ver}`);
  if (held && readSeq < held.readSeq) broken(`11: read went back to ${readSeq}`);
  if (held?.edition === state.edition && state.receiptVer < held.receiptVer) {
    broken("11: receiptVer went back");
  }
  for (const { read, delivered } of Object.values(receipts)) {
    if (read > delivered) broken(`11: ${read} read of ${delivered} delivered`);
  }
  const rows = await tx.messagesIn({ conversationId: state.id, from: 1, to: 1_000_000 });
  const seqs = new Set(rows.map(({ seq }) => seq));
  for (const [from, to] of state.ranges) {
    for (let seq = from; seq <= to; seq += 1) {
      if (!seqs.has(seq)) broken(`8: seq ${seq} is shown as held`);
    }
  }
  const unread = rows.filter(
    (row) => row.seq > readSeq && row.seq <= state.seq && countsAsUnread(row, userId),
  ).length;
  if (!state.isUnreadStale && isCountable(state) && unread !== state.unread) {
    broken(`11: ${state.unread} unread, in truth ${unread}`);
  }
  if ((await readMeta(tx, "sync")).epoch !== server.epoch) return;
  const vers = new Map(rows.map((row) => [row.id, row.ver]));
  for (const what of findLacking(server, userId, { state, vers })) broken(`10: ${what}`);
}

function isCountable({ ranges, readSeq, seq }: ConversationState): boolean {
  return readSeq >= seq || (rangeAt(ranges, readSeq + 1)?.[1] ?? 0) >= seq;
}

/** What the cursor says is held, and is not. */
function findLacking(
  server: ModelServer,
  userId: string,
  { state, vers }: { state: ConversationState; vers: ReadonlyMap<string, number> },
): string[] {
  const conversation = server.data.conversations.get(state.id);
  const view = conversation && viewOf(conversation, userId);
  if (!conversation || !view) return [];
  const lacking: string[] = [];
  // What somebody who left holds is a part; after joining anew a head replaces it.
  const isPart = view.hasLeft || state.ver < view.member.joinVer;
  if (state.ver > conversation.ver) lacking.push(`cursor ${state.ver} of ${conversation.ver}`);
  for (const { id, ver, seq } of conversation.messages.values()) {
    if (ver <= state.ver && (rangeAt(state.ranges, seq) || vers.has(id)) && vers.get(id) !== ver) {
      lacking.push(`${id} at ver ${ver}, held ${vers.get(id)}, cursor ${state.ver}`);
    }
    if (!isPart && ver <= state.ver && seq > state.seq) lacking.push(`seq ${seq}`);
  }
  for (const member of isPart ? [] : conversation.members.values()) {
    if (member.ver <= state.ver && state.members[member.userId]?.ver !== member.ver) {
      lacking.push(`member ${member.userId} among ${activeMembers(conversation).length}`);
    }
  }
  return lacking;
}
