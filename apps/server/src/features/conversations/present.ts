import type { Conversation, ConversationRow, Member } from "@parley/protocol/conversations";
import type { Message } from "@parley/protocol/messages";
import type { View } from "./types.ts";

/** The shared row: its `ver` is the one that last touched the row's own fields. */
export function presentRow(view: View): ConversationRow {
  const { id, kind, title, rowVer, seq, at } = view;
  return { id, kind, title, ver: rowVer, seq, at: at.toISOString() };
}

/** A conversation over HTTP: `ver` and `receiptVer` are the cursors that stand for this state. */
export function presentConversation(
  view: View,
  parts: { unread: number; members: Member[]; lastMessage: Message | undefined },
): Conversation {
  return {
    ...presentRow(view),
    ver: view.ver,
    readSeq: view.readSeq,
    unread: parts.unread,
    receiptVer: view.receiptVer,
    members: parts.members,
    lastMessage: parts.lastMessage ?? null,
  };
}
