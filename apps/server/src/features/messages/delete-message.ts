import { AppError, notFound } from "#kernel/errors";
import { presentMessage } from "./present.ts";
import { eraseText, findOwnText } from "./store/change.ts";
import type { MessagesDeps } from "./types.ts";

/** Takes one's own text back for everybody; a tombstone stays. Deleting again succeeds. */
export async function deleteMessage(
  { transact, conversations: { shared } }: Pick<MessagesDeps, "transact" | "conversations">,
  senderId: string,
  { conversationId, id }: { conversationId: string; id: string },
): Promise<number> {
  return transact(async (unit) => {
    const member = await shared.begin(unit.tx, conversationId, senderId);
    const row = member && (await findOwnText(unit.tx, { conversationId, id, senderId }));
    if (!row) throw notFound();
    if (row.deleted_at) return row.ver;
    if (!member.canSend) throw new AppError("CANNOT_WRITE");
    const { ver, memberIds } = await shared.raise(unit.tx, conversationId);
    const tombstone = presentMessage(await eraseText(unit.tx, row, ver));
    unit.emit(memberIds, "conversation:changed", {
      conversationId,
      since: ver - 1,
      ver,
      messages: [tombstone],
    });
    return ver;
  });
}
