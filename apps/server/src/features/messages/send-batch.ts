import type { Message } from "@parley/protocol/messages";
import type { Delivery } from "#kernel/delivery";
import type { Draft, Outcome } from "./collector.ts";
import type { SentRow } from "./store/send.ts";

interface Stored {
  draft: Draft;
  row: SentRow;
}

/** An event carries at most this many characters of text, far below a reader's bound of 1 MB. */
const LARGEST_EVENT = 64 * 1024;
const MOST_IN_EVENT = 100;

/** Tells the members of each conversation what was committed, new rows in order of their ver. */
export function tellMembers(
  delivery: Delivery,
  drafts: readonly Draft[],
  rows: readonly SentRow[],
): void {
  const byConversation = new Map<string, Stored[]>();
  for (const [index, row] of rows.entries()) {
    const draft = drafts[index];
    if (!draft) throw new Error("There are more answers than messages.");
    const list = byConversation.get(draft.conversationId);
    if (list) list.push({ draft, row });
    else byConversation.set(draft.conversationId, [{ draft, row }]);
  }
  for (const [conversationId, stored] of byConversation) {
    const members = stored.find(({ row }) => row.member_ids)?.row.member_ids ?? [];
    const sent = stored.filter(({ row }) => row.outcome === "sent");
    for (const part of splitEvents(sent.map(toMessage))) {
      const since = (part[0]?.ver ?? 1) - 1;
      const ver = part.at(-1)?.ver ?? since;
      delivery.toUsers(members, "conversation:changed", {
        conversationId,
        since,
        ver,
        messages: part,
      });
    }
    // A retry repairs an event that a crash swallowed: it claims its first commit and brings the row as it is now.
    for (const { draft, row } of stored) {
      // An id that a call took is told by the call itself.
      if (row.outcome !== "duplicate" || row.row_kind !== "text") continue;
      if (!members.includes(draft.senderId)) continue;
      delivery.toUsers(members, "conversation:changed", {
        conversationId,
        since: row.ver - 1,
        ver: row.ver,
        messages: [toMessage({ draft, row })],
      });
    }
  }
}

export function toOutcome(row: SentRow): Outcome {
  return row.outcome === "sent" || row.outcome === "duplicate"
    ? { outcome: row.outcome, seq: row.seq, ver: row.ver, at: row.at }
    : { outcome: row.outcome };
}

function toMessage({ draft, row }: Stored): Message {
  const { senderId, conversationId, message } = draft;
  const isNew = row.outcome === "sent";
  return {
    id: message.id,
    conversationId,
    senderId,
    seq: row.seq,
    ver: row.row_ver,
    at: row.at.toISOString(),
    kind: isNew ? message.kind : row.row_kind,
    body: isNew ? message.body : row.row_body,
    lang: isNew ? (message.lang ?? null) : row.row_lang,
    replyTo: row.row_reply_to,
    editedAt: row.row_edited_at?.toISOString() ?? null,
    deletedAt: row.row_deleted_at?.toISOString() ?? null,
  };
}

function splitEvents(messages: readonly Message[]): Message[][] {
  const parts: Message[][] = [];
  let size = 0;
  for (const message of messages) {
    const length = message.body?.length ?? 0;
    const part = parts.at(-1);
    if (part && size + length <= LARGEST_EVENT && part.length < MOST_IN_EVENT) {
      part.push(message);
      size += length;
    } else {
      parts.push([message]);
      size = length;
    }
  }
  return parts;
}
