import type { CommandHandlers } from "#kernel/feature";
import type { ReceiptWriter } from "./receipt-writer.ts";

export function createCommands(receipts: ReceiptWriter): CommandHandlers {
  return {
    "receipt:advance": async ({ identity }, { conversationId, delivered = 0, read = 0 }) =>
      receipts.advance({ conversationId, userId: identity.userId }, { delivered, read }),
  };
}
