import type { Message } from "@parley/protocol/messages";
import type { ConversationState } from "../store/rows.ts";
import { countsAsUnread } from "./merge.ts";
import { newestRange } from "./ranges.ts";

/** Messages that nobody on this device has been told of. */
export interface Announcement {
  conversationId: string;
  messages: readonly Message[];
}

/**
 * Picks the messages to tell of among those that came, and remembers in the state that they were
 * told: a message is announced once, and never one's own or one that was read elsewhere.
 */
export function announce(
  state: ConversationState,
  incoming: readonly Message[],
  userId: string,
): { state: ConversationState; announcement: Announcement | null } {
  const fresh = incoming.filter(
    (message) =>
      message.seq > Math.max(state.announcedSeq, state.readSeq) && countsAsUnread(message, userId),
  );
  const [, top] = newestRange(state.ranges);
  const announcedSeq = Math.max(state.announcedSeq, top, ...fresh.map(({ seq }) => seq));
  const announcement = fresh.length > 0 ? { conversationId: state.id, messages: fresh } : null;
  return { state: { ...state, announcedSeq }, announcement };
}

/** Counts everything that is held now as known, for a conversation that is seen for the first time. */
export function passOver(state: ConversationState): ConversationState {
  return { ...state, announcedSeq: Math.max(state.announcedSeq, state.seq) };
}
