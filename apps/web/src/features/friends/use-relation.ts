import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";

/** How this person stands to the signed-in one, kept current by the client. */
export type Relation =
  | { kind: "none" }
  /** They may be written to; the conversation may not have arrived on this device yet. */
  | { kind: "friend"; conversationId: string | null }
  | { kind: "asked"; requestId: string }
  | { kind: "asking"; requestId: string; message: string };

export function useRelation(userId: string): Relation {
  const client = useClient();
  const { incoming, outgoing } = useObservable(client.requests);
  const friends = useObservable(client.friends);
  const conversations = useObservable(client.conversations);
  if (friends.some(({ id }) => id === userId)) {
    const conversation = conversations.find(({ partner }) => partner?.id === userId);
    return { kind: "friend", conversationId: conversation?.id ?? null };
  }
  const asked = outgoing.find(({ to }) => to.id === userId);
  if (asked) return { kind: "asked", requestId: asked.id };
  const asking = incoming.find(({ from }) => from.id === userId);
  if (asking) return { kind: "asking", requestId: asking.id, message: asking.message };
  return { kind: "none" };
}
