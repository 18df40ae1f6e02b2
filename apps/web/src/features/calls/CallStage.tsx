import type { CallView } from "@parley/client/calls/views";
import { useEffect, useRef } from "react";
import { openCallChat, useIsChatOpen, type LiveCall } from "#kernel/call-stage";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import { CallEnded } from "./CallEnded.tsx";
import { StageChat } from "./StageChat.tsx";
import { StageControls } from "./StageControls.tsx";
import { StageHead } from "./StageHead.tsx";
import { StageNews } from "./StageNews.tsx";
import { StagePicture } from "./StagePicture.tsx";
import { usePeer } from "./use-peer.ts";
import { useStageKeys } from "./use-stage-keys.ts";

type CallStageProps = { call: LiveCall | Extract<CallView, { state: "ended" }> };

/** The screen of a call: a dim room in every theme. */
export function CallStage({ call }: CallStageProps) {
  const peer = usePeer(call.peerId);
  const isChatOpen = useIsChatOpen() && call.state !== "ended";
  const stage = useRef<HTMLElement>(null);
  const chatButton = useRef<HTMLButtonElement>(null);
  useStageKeys(call);

  useEffect(() => stage.current?.focus(), []);

  function closeChat() {
    openCallChat(false);
    chatButton.current?.focus();
  }

  return (
    <main
      ref={stage}
      tabIndex={-1}
      aria-label={m.calls_with({ name: peer.firstName })}
      data-theme="dark"
      data-ink="neutral"
      className={joinClasses(
        "fixed inset-0 z-(--z-call) grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] bg-stage-bg pt-[env(safe-area-inset-top)] text-md text-stage-fg outline-none focus-visible:rounded-none [--row-bg:var(--stage-bg)]",
        isChatOpen && "lg:grid-cols-[minmax(0,1fr)_calc(332px+1.5rem)]",
      )}
    >
      <StageHead call={call} peer={peer} />
      {call.state === "ended" ? (
        <CallEnded call={call} peer={peer} />
      ) : (
        <>
          <StagePicture call={call} peer={peer} />
          {isChatOpen && <StageChat conversationId={call.conversationId} onClose={closeChat} />}
          <StageControls call={call} peer={peer} chatButton={chatButton} />
        </>
      )}
      <StageNews call={call} peer={peer} />
    </main>
  );
}
