import type { EditMessage } from "@parley/protocol/messages";
import { AppError, notFound } from "#kernel/errors";
import { presentMessage } from "./present.ts";
import { findOwnText, updateText } from "./store/change.ts";
import type { MessagesDeps } from "./types.ts";

/**
 * Changes one's own text; answers with the row's ver. A retry whose text and language stand already
 * succeeds whatever its `baseVer` says; an absent language is left as it is.
 */
export async function editMessage(
  { transact, conversations: { shared } }: Pick<MessagesDeps, "transact" | "conversations">,
  senderId: string,
  { conversationId, id, body, lang, baseVer }: EditMessage,
): Promise<number> {
  return transact(async (unit) => {
    const member = await shared.begin(unit.tx, conversationId, senderId);
    const row = member && (await findOwnText(unit.tx, { conversationId, id, senderId }));
    if (!row || row.deleted_at) throw notFound();
    const newLang = lang === undefined ? row.lang : lang;
    if (row.body === body && row.lang === newLang) return row.ver;
    if (!member.canSend) throw new AppError("CANNOT_WRITE");
    if (row.ver !== baseVer) throw new AppError("CONFLICT", { row: presentMessage(row) });
    const { ver, memberIds } = await shared.raise(unit.tx, conversationId);
    const edited = presentMessage(await updateText(unit.tx, row, { body, lang: newLang, ver }));
    unit.emit(memberIds, "conversation:changed", {
      conversationId,
      since: ver - 1,
      ver,
      messages: [edited],
    });
    return ver;
  });
}
