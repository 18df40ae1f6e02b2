import type { CallView } from "@parley/client/calls/views";
import { useEffect, useEffectEvent } from "react";
import { isLive, minimiseCall, openCallChat, readStage } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { useMe } from "#kernel/session";

/**
 * M: microphone, V: camera, unless the person has switched such keys off. Escape closes the chat, then
 * leaves the screen of the call; it never hangs up.
 */
export function useStageKeys(call: CallView): void {
  const { calls } = useClient();
  const { shortcuts } = useMe().settings;

  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || !isLive(call) || isElsewhere(event)) return;
    if (event.key === "Escape") return leave(event);
    if (!shortcuts || isWriting(event.target)) return;
    if (event.key.toLowerCase() === "m") void calls.setMic(!call.local.mic);
    else if (event.key.toLowerCase() === "v") void calls.setCam(!call.local.cam);
  });

  useEffect(() => {
    const stop = new AbortController();
    addEventListener("keydown", (event) => handleKey(event), { signal: stop.signal });
    return () => stop.abort();
  }, []);
}

function leave(event: KeyboardEvent): void {
  event.preventDefault();
  if (readStage().isChatOpen) openCallChat(false);
  else minimiseCall();
}

/** In a dialog or menu above the call, or with a key that means something else. */
function isElsewhere({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey) return true;
  return target instanceof Element && target.closest("[role=dialog], [role=menu]") !== null;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
