import { useEffect, useEffectEvent } from "react";
import { useLocation } from "wouter";
import { minimiseCall, useIsChatOpen, useIsStageOpen } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { dismissNotice, watchNewMessages } from "./watch-new-messages.ts";

/** Tells of new messages wherever one is in the app. Draws nothing itself. */
export function NewMessageNotices() {
  const client = useClient();
  const [location, navigate] = useLocation();
  const call = useObservable(client.calls.current);
  const isStageOpen = useIsStageOpen();
  const isChatOpen = useIsChatOpen();
  const isOpen = useEffectEvent((conversationId: string) =>
    isStageOpen && call.state !== "idle"
      ? isChatOpen && call.conversationId === conversationId
      : location === `/chats/${conversationId}`,
  );
  const open = useEffectEvent((conversationId: string) => {
    minimiseCall();
    navigate(`/chats/${conversationId}`);
  });

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
