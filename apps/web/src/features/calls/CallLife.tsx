import type { LiveCall } from "#kernel/call-stage";
import { useTitleNotice } from "#kernel/page-title";
import { m } from "#messages";
import { RemoteSound } from "./RemoteSound.tsx";
import { useKeepPage } from "./use-keep-page.ts";
import { usePeer } from "./use-peer.ts";
import { useRing } from "./use-ring.ts";
import { useWakeLock } from "./use-wake-lock.ts";

type CallLifeProps = { call: LiveCall };

/** What a call needs as long as it lasts, whether its screen is open or not. */
export function CallLife({ call }: CallLifeProps) {
  const peer = usePeer(call.peerId);
  const ringUntil = call.state === "outgoing" ? call.ringUntil : null;
  useTitleNotice(m.calls_with({ name: peer.firstName }));
  useRing("outgoing", ringUntil !== null, ringUntil);
  useWakeLock();
  useKeepPage();
  if (call.state === "outgoing" || call.remote.audioTrack === null) return null;
  return <RemoteSound track={call.remote.audioTrack} peer={peer} />;
}
