import { lockConversation, raiseVer, readCanSend } from "./store/members.ts";
import type { SharedChanges } from "./types.ts";

/** The lock is one statement and the look under it the next, on a fresh snapshot. */
export function createSharedChanges(): SharedChanges {
  return {
    async begin(tx, conversationId, userId) {
      await lockConversation(tx, conversationId);
      const canSend = await readCanSend(tx, conversationId, userId);
      return canSend === null ? null : { canSend };
    },
    raise: raiseVer,
  };
}
