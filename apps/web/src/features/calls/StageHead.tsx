import type { CallView } from "@parley/client/calls/views";
import { minimiseCall, type LiveCall } from "#kernel/call-stage";
import { PlaceAndTime } from "#features/friends";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon, type IconName } from "#ui/Icon";
import { ConnectionQuality } from "./ConnectionQuality.tsx";
import { Timer } from "./Timer.tsx";
import { useFullScreen } from "./use-full-screen.ts";
import type { Peer } from "./use-peer.ts";

type StageHeadProps = { call: LiveCall | Extract<CallView, { state: "ended" }>; peer: Peer };

/** With whom one talks, how late it is there, and for how long it has been. */
export function StageHead({ call, peer }: StageHeadProps) {
  const fullScreen = useFullScreen();
  return (
    <header className="col-span-full flex min-h-15 items-center gap-3.5 px-3 py-2 sm:min-h-19 sm:px-6">
      {call.state !== "ended" && (
        <HeadButton label={m.calls_back()} icon="chevron-down" onClick={minimiseCall} />
      )}
      <Avatar name={peer.name} avatarUrl={peer.avatarUrl} size={40} />
      <div className="min-w-0 flex-1">
        <h1 dir="auto" className="truncate text-base leading-5 font-semibold">
          {peer.name}
        </h1>
        {peer.user && (
          <PlaceAndTime
            person={peer.user}
            className="truncate text-sm leading-[1.125rem] text-stage-muted"
          />
        )}
      </div>
      {call.state === "connected" && call.quality && <ConnectionQuality quality={call.quality} />}
      {call.state === "reconnecting" && (
        <span className="inline-flex flex-none items-center gap-[7px] text-sm text-stage-muted">
          <Icon name="wifi-off" size={18} />
          <span className="max-sm:sr-only">{m.calls_no_signal()}</span>
        </span>
      )}
      {(call.state === "connected" || call.state === "reconnecting") && (
        <Timer since={call.startedAt} className="flex-none text-base font-semibold tabular-nums" />
      )}
      {fullScreen && call.state !== "ended" && (
        <HeadButton
          label={fullScreen.isOn ? m.calls_leave_full_screen() : m.calls_full_screen()}
          icon="maximize"
          onClick={fullScreen.toggle}
          className="max-sm:hidden"
        />
      )}
    </header>
  );
}

type HeadButtonProps = { label: string; icon: IconName; onClick: () => void; className?: string };

function HeadButton({ label, icon, onClick, className = "" }: HeadButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={`hit grid size-10 flex-none place-items-center rounded-[12px] bg-stage-surface hover:bg-stage-raised ${className}`}
    >
      <Icon name={icon} size={21} />
    </button>
  );
}
