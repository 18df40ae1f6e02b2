import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { CallView } from "@parley/client/calls/views";
import { PlaceAndTime } from "#features/friends";
import { iconOfCall } from "#kernel/call-words";
import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { canPlaySounds } from "#kernel/sounds";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon } from "#ui/Icon";
import { LanguageLevel } from "#ui/LanguageLevel";
import { findTrade } from "#kernel/trade";
import { useIsDirect } from "./use-is-direct.ts";
import type { Peer } from "./use-peer.ts";

type CallerCardProps = { call: Extract<CallView, { state: "incoming" }>; peer: Peer };

/** Who calls, from where, and what one trades with them. */
export function CallerCard({ call, peer }: CallerCardProps) {
  const { sounds } = useMe().settings;
  const isDirect = useIsDirect();
  return (
    <>
      <div className="relative mx-auto mb-[34px] grid size-26 flex-none place-items-center">
        <span className="absolute -inset-[11px] rounded-full border-[1.5px] border-border-strong opacity-55" />
        <span className="absolute -inset-[23px] rounded-full border-[1.5px] border-border-strong opacity-25" />
        <Avatar name={peer.name} avatarUrl={peer.avatarUrl} size={104} />
      </div>
      <p className="mt-2 flex items-center justify-center gap-[7px] text-md text-fg-muted">
        <Icon name={iconOfCall(call.media)} size={17} />
        {call.media === "video" ? m.calls_video() : m.calls_voice()}
      </p>
      <AlertDialog.Title
        dir="auto"
        className="font-serif text-[1.75rem] leading-9 font-[600] tracking-tight wrap-anywhere"
      >
        {peer.name}
      </AlertDialog.Title>
      <AlertDialog.Description className="text-fg-subtle" render={<div />}>
        <span className="sr-only">{m.calls_is_calling({ name: peer.firstName })} </span>
        {peer.user && <PlaceAndTime person={peer.user} className="text-md" />}
      </AlertDialog.Description>
      <Languages peer={peer} />
      <div className="grid min-h-6 flex-none gap-2 py-3 text-sm text-fg-subtle">
        {isDirect && <p>{m.calls_direct({ name: peer.firstName })}</p>}
        {sounds && !canPlaySounds() && <p>{m.calls_silent()}</p>}
      </div>
    </>
  );
}

function Languages({ peer }: { peer: Peer }) {
  const me = useMe();
  if (peer.user === null) return null;
  const { learn, teach } = findTrade(me, peer.user);
  return (
    <div className="mt-3.5 flex flex-wrap items-center justify-center gap-x-3.5 gap-y-1.5">
      {learn?.level && (
        <LanguageLevel
          code={learn.code}
          level={learn.level}
          ink={inkOf(learn.code, me)}
          who={m.calls_your_level()}
        />
      )}
      {learn?.level && teach && <span className="h-3 w-px bg-border" />}
      {teach && (
        <LanguageLevel
          code={teach.code}
          level={teach.level}
          ink={inkOf(teach.code, me)}
          who={peer.firstName}
        />
      )}
    </div>
  );
}
