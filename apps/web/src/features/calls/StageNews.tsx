import type { CallView } from "@parley/client/calls/views";
import { m } from "#messages";
import type { LiveCall } from "#kernel/call-stage";
import type { Peer } from "./use-peer.ts";

type StageNewsProps = { call: LiveCall | Extract<CallView, { state: "ended" }>; peer: Peer };

/** Reads aloud how the call stands whenever that changes; the running seconds stay unsaid. */
export function StageNews({ call, peer }: StageNewsProps) {
  return (
    <p role="status" className="sr-only">
      {describeNews(call, peer.firstName)}
    </p>
  );
}

function describeNews(call: StageNewsProps["call"], name: string): string {
  switch (call.state) {
    case "outgoing":
      return call.ringUntil === null ? m.calls_calling() : m.calls_rings();
    case "connecting":
      return m.calls_connecting();
    case "reconnecting":
      return `${m.calls_dropped({ name })}. ${m.calls_reconnecting_said()}`;
    case "ended":
      return "";
    case "connected":
      return [
        m.calls_connected(),
        call.remote.mic ? "" : m.calls_peer_muted({ name }),
        call.remote.cam || call.media === "voice" ? "" : m.calls_peer_camera_off({ name }),
      ]
        .filter(Boolean)
        .join(". ");
  }
}
