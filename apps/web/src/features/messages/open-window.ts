import type { Client } from "@parley/client/client";
import type { Observable } from "@parley/client/observable";
import type { ConversationWindow, WindowView } from "@parley/client/views";

/** A window on a conversation and what it shows; null until somebody looks. */
export type OpenWindow = { opened: ConversationWindow | null; view: WindowView };

const nothingYet: OpenWindow = {
  opened: null,
  view: {
    state: "loading",
    rows: [],
    hasOlder: false,
    hasNewer: false,
    isLoadingOlder: false,
    isLoadingNewer: false,
    hasLoadFailed: false,
    firstUnreadSeq: null,
  },
};

/** A window that is open as long as somebody subscribes. */
export function observeWindow(client: Client, conversationId: string): Observable<OpenWindow> {
  const listeners = new Set<() => void>();
  let opened: ConversationWindow | null = null;
  let current = nothingYet;

  function renew() {
    current = opened === null ? nothingYet : { opened, view: opened.view.get() };
    for (const listener of listeners) listener();
  }

  function leave(listener: () => void) {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    opened?.close();
    opened = null;
    current = nothingYet;
  }

  return {
    get: () => current,
    subscribe(listener, signal) {
      const own = () => listener();
      listeners.add(own);
      if (opened === null) {
        opened = client.openConversation(conversationId);
        opened.view.subscribe(renew);
        renew();
      }
      const stop = () => leave(own);
      signal?.addEventListener("abort", stop, { once: true });
      return stop;
    },
  };
}
