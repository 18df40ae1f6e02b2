import type { Call, CallGrant, CallSignal, CallSignalAck } from "@parley/protocol/calls";
import type { RemoteTracks } from "../calls/media-engine.ts";
import type { CallQuality } from "../calls/views.ts";
import type { Slot } from "./peer-link.ts";

/** What a transport tells the call that it carries. */
export interface CallTransportEvents {
  onTracks(tracks: RemoteTracks): void;
  onQuality(quality: CallQuality | null): void;
  onFlowing(): void;
  onStalled(): void;
  /** Only a new join helps. */
  onRebuild(): void;
  /** Nothing came through. */
  onFailed(): void;
}

/** Carries the media of a call, whichever way: devices, tiles and states are the same for all. */
export interface CallTransport {
  readonly kind: "mesh" | "sfu";
  /** Builds the media of this grant once the call says who is there; a later epoch replaces them. */
  join(grant: CallGrant): void;
  follow(call: Call, userId: string): void;
  isGranted(call: Call): boolean;
  /** Sends this from now on, or with null nothing: nothing is negotiated. */
  publish(slot: Slot, track: MediaStreamTrack | null): void;
  handleSignal(signal: CallSignal): void;
  handleAck(ack: CallSignalAck): void;
  handleSignalingBack(): void;
  close(): void;
}
