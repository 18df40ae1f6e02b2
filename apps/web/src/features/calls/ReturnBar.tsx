import type { CallView } from "@parley/client/calls/views";
import { useEffect, useRef, useState } from "react";
import { showCall, type LiveCall } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { describeCallError } from "./describe-call-error.ts";
import { StageButton } from "./StageButton.tsx";
import { Timer } from "./Timer.tsx";
import { usePeer } from "./use-peer.ts";

type ElsewhereCall = Extract<CallView, { state: "elsewhere" }>;

type ReturnBarProps = { call: LiveCall | ElsewhereCall };

/** A call that goes on out of sight: what it is, and the way back. It looks like the stage it leads to. */
export function ReturnBar({ call }: ReturnBarProps) {
  const peer = usePeer(call.peerId);
  return (
    <section
      aria-label={m.calls_with({ name: peer.firstName })}
      data-theme="dark"
      data-ink="neutral"
      className="flex flex-none flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-stage-bg px-3 py-1.5 text-sm text-stage-fg"
    >
      {call.state === "elsewhere" ? <Elsewhere call={call} /> : <Return call={call} />}
    </section>
  );
}

function Elsewhere({ call }: { call: ElsewhereCall }) {
  const { calls } = useClient();
  const peer = usePeer(call.peerId);
  const [isMoving, setIsMoving] = useState(false);

  function move() {
    setIsMoving(true);
    calls.moveHere().catch((error: unknown) => {
      setIsMoving(false);
      showToast({ tone: "error", text: describeCallError(error, peer.firstName) });
    });
  }

  return (
    <>
      <p role="status" className="min-w-0 truncate">
        {call.place === "tab" ? m.calls_elsewhere_tab() : m.calls_elsewhere_device()}{" "}
        <span className="text-stage-muted">{m.calls_elsewhere_with({ name: peer.firstName })}</span>
      </p>
      <StageButton onClick={move} aria-busy={isMoving || undefined}>
        {m.calls_move_here()}
      </StageButton>
    </>
  );
}

function Return({ call }: { call: LiveCall }) {
  const { calls } = useClient();
  const peer = usePeer(call.peerId);
  const back = useRef<HTMLButtonElement>(null);
  const { mic } = call.local;

  useEffect(() => back.current?.focus(), []);

  return (
    <>
      <p className="flex min-w-0 items-center gap-2">
        <Icon name="phone" size={16} className="text-stage-muted" />
        <span dir="auto" className="min-w-0 truncate font-medium">
          {peer.name}
        </span>
        <CallClock call={call} />
      </p>
      <span className="flex flex-none gap-2">
        <StageButton
          label={mic ? m.calls_mute() : m.calls_unmute()}
          onClick={() => void calls.setMic(!mic)}
        >
          <Icon name={mic ? "mic" : "mic-off"} size={18} />
        </StageButton>
        <StageButton ref={back} onClick={showCall}>
          {m.calls_return()}
        </StageButton>
        <StageButton danger label={m.calls_leave()} onClick={() => void calls.hangUp()}>
          <Icon name="phone" size={18} className="rotate-135" />
        </StageButton>
      </span>
    </>
  );
}

function CallClock({ call }: { call: LiveCall }) {
  switch (call.state) {
    case "outgoing":
      return <span className="text-stage-muted">{m.calls_calling()}</span>;
    case "connecting":
      return <span className="text-stage-muted">{m.calls_connecting()}</span>;
    case "reconnecting":
      return <span className="text-stage-muted">{m.calls_no_signal()}</span>;
    case "connected":
      return <Timer since={call.startedAt} className="tabular-nums" />;
  }
}
