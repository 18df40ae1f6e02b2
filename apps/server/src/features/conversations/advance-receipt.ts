import { notFound } from "#kernel/errors";
import { readReceiptAudience } from "./receipts.ts";
import type { Cursors, ReceiptKey } from "./receipt-writer.ts";
import { writeReceipt } from "./store/receipts.ts";
import type { ConversationsDeps } from "./types.ts";

/** Writes a member's cursors and tells those who may see them; NOT_FOUND for anybody else. */
export async function advanceReceipt(
  deps: ConversationsDeps,
  key: ReceiptKey,
  cursors: Cursors,
): Promise<Cursors> {
  return deps.transact(async (unit) => {
    const advanced = await writeReceipt(unit.tx, key, cursors);
    if (!advanced) throw notFound();
    const { delivered, read, receiptVer, hasLeft } = advanced;
    if (receiptVer !== null) {
      const audience = hasLeft ? [key.userId] : await readReceiptAudience(deps, unit.tx, key);
      unit.emit(audience, "receipt:changed", { ...key, receiptVer, delivered, read });
    }
    return { delivered, read };
  });
}
