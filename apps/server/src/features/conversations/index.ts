import { advanceReceipt } from "./advance-receipt.ts";
import { openDirect, setDirectWritable } from "./direct.ts";
import { readConversation } from "./read-conversations.ts";
import { createCommands } from "./realtime.ts";
import { createReceiptWriter } from "./receipt-writer.ts";
import { readVisibleReceipts } from "./receipts.ts";
import { addRoutes } from "./routes.ts";
import { createSharedChanges } from "./shared-changes.ts";
import { lockDirect } from "./store/direct.ts";
import { readDirectPartner, readFellows, readMembers, readPartners } from "./store/members.ts";
import { touchVisibilityBetween, touchVisibilityOf } from "./store/receipts.ts";
import type { Conversations, ConversationsDeps } from "./types.ts";
import { readViews } from "./views.ts";

export { presentRow } from "./present.ts";
export { isMember } from "./store/is-member.ts";
export type { Conversations, ConversationsDeps, MessageReads, View } from "./types.ts";

export function createConversations(deps: ConversationsDeps): Conversations {
  const receipts = createReceiptWriter((key, to) => advanceReceipt(deps, key, to), deps.clock);
  return {
    routes: (http) => addRoutes(http, deps, receipts),
    commands: createCommands(receipts),
    close: () => receipts.close(),
    shared: createSharedChanges(),
    openDirect: (unit, a, b) => openDirect(deps, unit, { a, b }),
    lockDirect: (unit, a, b) => lockDirect(unit.tx, a, b),
    setDirectWritable: (unit, ...[a, b, is]) => setDirectWritable(unit, { a, b }, is),
    receiptsVisibilityTouched: (unit, a, b) => touchVisibilityBetween(unit.tx, a, b),
    receiptsVisibilityChanged: (unit, userId) => touchVisibilityOf(unit.tx, userId),
    fellowMembers: readFellows,
    directPartner: readDirectPartner,
    partnersOf: readPartners,
    presentConversation: (executor, viewerId, conversationId) =>
      readConversation(deps, executor, { viewerId, conversationId }),
    viewsOf: (executor, userId, ids) => readViews(deps.messages, executor, { userId, ids }),
    membersOf: readMembers,
    receiptsOf: (executor, viewerId, asks) =>
      readVisibleReceipts(deps, executor, { viewerId, asks }),
  };
}
