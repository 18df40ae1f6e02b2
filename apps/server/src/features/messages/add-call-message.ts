import type { CallSummary } from "@parley/protocol/calls";
import type { Unit } from "#kernel/unit-of-work";
import { presentMessage } from "./present.ts";
import { insertCallMessage } from "./store/add-call.ts";

/** Adds what became of a call to its conversation, which must be locked, and tells the members. */
export async function addCallMessage(
  unit: Unit,
  message: { conversationId: string; senderId: string; call: CallSummary },
): Promise<void> {
  const { row, memberIds } = await insertCallMessage(unit.tx, message);
  unit.emit(memberIds, "conversation:changed", {
    conversationId: message.conversationId,
    since: row.ver - 1,
    ver: row.ver,
    messages: [presentMessage(row)],
  });
}
