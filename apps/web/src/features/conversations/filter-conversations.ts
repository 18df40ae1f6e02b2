import type { ConversationView } from "@parley/client/views";
import type { Me } from "@parley/protocol/profiles";
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

/**
 * The languages that partners speak and that can be filtered by: those the viewer learns, in their own
 * order, then the most common. Which conversation is newest does not move them.
 */
export function listPartnerLanguages(
  conversations: readonly ConversationView[],
  viewer: Pick<Me, "speaks" | "learns">,
): string[] {
  const native = new Set(viewer.speaks.map((language) => baseLanguage(language.code)));
  const learned = viewer.learns.map((language) => baseLanguage(language.code));
  const counts = new Map<string, number>();
  for (const { partner } of conversations) {
    for (const { code } of partner?.speaks ?? []) {
      const base = baseLanguage(code);
      if (!native.has(base)) counts.set(base, (counts.get(base) ?? 0) + 1);
    }
  }
  const others = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const codes = others.map(([code]) => code);
  return [...new Set([...learned.filter((code) => counts.has(code)), ...codes])];
}

function partnerSpeaks(conversation: ConversationView, code: string): boolean {
  return conversation.partner?.speaks.some((each) => baseLanguage(each.code) === code) ?? false;
}
