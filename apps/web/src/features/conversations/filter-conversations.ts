import type { ConversationView } from "@parley/client/views";
import { baseLanguage } from "#kernel/ink";

/** Which conversations the list shows: all, the unread, or those with people who speak a language. */
export type Filter = { kind: "all" } | { kind: "unread" } | { kind: "language"; code: string };

/** The conversations that a filter lets through. The open one stays, so that reading does not take it away. */
export function filterConversations(
  conversations: readonly ConversationView[],
  filter: Filter,
  openId: string | null,
): readonly ConversationView[] {
  if (filter.kind === "all") return conversations;
  return conversations.filter((conversation) => {
    if (filter.kind === "unread") return conversation.unread > 0 || conversation.id === openId;
    return partnerSpeaks(conversation, filter.code);
  });
}

/** The languages that partners speak and that can be filtered by, most common first. */
export function listPartnerLanguages(
  conversations: readonly ConversationView[],
  own: readonly { code: string }[],
): string[] {
  const native = new Set(own.map((language) => baseLanguage(language.code)));
  const counts = new Map<string, number>();
  for (const { partner } of conversations) {
    for (const { code } of partner?.speaks ?? []) {
      const base = baseLanguage(code);
      if (!native.has(base)) counts.set(base, (counts.get(base) ?? 0) + 1);
    }
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([code]) => code);
}

function partnerSpeaks(conversation: ConversationView, code: string): boolean {
  return conversation.partner?.speaks.some((each) => baseLanguage(each.code) === code) ?? false;
}
