import type { ConversationWindow, WindowView } from "@parley/client/views";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useClient } from "#kernel/client";

type OpenWindow = { opened: ConversationWindow | null; view: WindowView };

const nothingYet: WindowView = {
  state: "loading",
  rows: [],
  hasOlder: false,
  hasNewer: false,
  isLoadingOlder: false,
  isLoadingNewer: false,
  hasLoadFailed: false,
  firstUnreadSeq: null,
};

/** Holds a window on a conversation open while its page is shown. */
export function useConversationWindow(conversationId: string): OpenWindow {
  const client = useClient();
  const [opened, setOpened] = useState<ConversationWindow | null>(null);
  useEffect(() => {
    const fresh = client.openConversation(conversationId);
    setOpened(fresh);
    return () => {
      fresh.close();
      setOpened(null);
    };
  }, [client, conversationId]);
  const view = useSyncExternalStore(
    opened?.view.subscribe ?? subscribeNever,
    opened?.view.get ?? getNothing,
  );
  return { opened, view };
}

function subscribeNever(): () => void {
  return () => {};
}

function getNothing(): WindowView {
  return nothingYet;
}
