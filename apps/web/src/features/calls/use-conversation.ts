import type { ConversationView } from "@parley/client/views";
import { useMemo } from "react";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";

/** A conversation as the list shows it; null when it is not here. */
export function useConversation(conversationId: string): ConversationView | null {
  const client = useClient();
  return useObservable(
    useMemo(() => client.conversation(conversationId), [client, conversationId]),
  );
}
