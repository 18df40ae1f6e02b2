import { useEffect, useEffectEvent } from "react";
import { useLocation } from "wouter";
import { useClient } from "#kernel/client";
import { dismissNotice, watchNewMessages } from "./watch-new-messages.ts";

/** Tells of new messages wherever one is in the app. Draws nothing itself. */
export function NewMessageNotices() {
  const client = useClient();
  const [location, navigate] = useLocation();
  const isOpen = useEffectEvent(
    (conversationId: string) => location === `/chats/${conversationId}`,
  );
  const open = useEffectEvent((conversationId: string) => navigate(`/chats/${conversationId}`));

  useEffect(() => {
    const stop = new AbortController();
    watchNewMessages({
      client,
      isOpen: (id) => isOpen(id),
      open: (id) => open(id),
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [client]);

  useEffect(() => {
    const openId = /^\/chats\/([^/]+)/.exec(location)?.[1];
    if (openId !== undefined) dismissNotice(openId);
  }, [location]);

  return null;
}
