import type { Call, CallGrant, CallSignal, CallSignalAck } from "@parley/protocol/calls";
import { peerIn } from "../calls/call-state.ts";
import type { MediaHost } from "../calls/media-engine.ts";
import type { CallTransport, CallTransportEvents } from "./call-transport.ts";
import type { DrawnWatch } from "./drawn-watch.ts";
import { hasRelay } from "./has-relay.ts";
import { FROZEN_REST_MS } from "./media-times.ts";
import type { Slot } from "./peer-link.ts";
import { PeerSession } from "./peer-session.ts";
import type { MediaPlatform } from "./platform.ts";

/** Signals that come before this side knows whom they are from are kept, up to this many. */
const MOST_EARLY = 256;
/** A call that never flowed is built so often. */
const MOST_BUILDS = 2;

export interface MeshTransportParts extends CallTransportEvents {
  host: MediaHost;
  platform: Pick<MediaPlatform, "createPeer">;
  drawn: DrawnWatch;
}

/** Media straight from device to device. */
export class MeshTransport implements CallTransport {
  readonly kind = "mesh";
  readonly #parts: MeshTransportParts;
  readonly #sent = new Map<Slot, MediaStreamTrack | null>();
  #session: PeerSession | null = null;
  #grant: CallGrant | null = null;
  /** What was built for this epoch or an earlier one is gone: the other side would take it for the same. */
  #dropped = 0;
  #picture: { call: Call; userId: string } | null = null;
  #early: CallSignal[] = [];
  #builds = 0;
  #hasFlowed = false;
  #frozenAt: number | null = null;

  constructor(parts: MeshTransportParts) {
    this.#parts = parts;
  }

  join(grant: CallGrant): void {
    if (grant.epoch <= this.#dropped || grant.epoch < (this.#grant?.epoch ?? 0)) return;
    this.#grant = grant;
    this.#build();
  }

  follow(call: Call, userId: string): void {
    this.#picture = { call, userId };
    this.#build();
  }

  isGranted(call: Call): boolean {
    return this.#grant?.callId === call.id && this.#grant.epoch >= call.epoch;
  }

  publish(slot: Slot, track: MediaStreamTrack | null): void {
    this.#sent.set(slot, track);
    this.#session?.publish(slot);
  }

  handleSignal(signal: CallSignal): void {
    const session = this.#session;
    if (session && signal.epoch < session.epoch) return;
    if (session?.epoch === signal.epoch && session.peerJoinId === signal.from) {
      return session.handleSignal(signal);
    }
    this.#early = [...this.#early, signal].slice(-MOST_EARLY);
  }

  handleAck(ack: CallSignalAck): void {
    this.#session?.handleAck(ack);
  }

  handleSignalingBack(): void {
    this.#session?.handleSignalingBack();
  }

  /** Lets go of the connection and of its grant; a call that goes on asks for another one. */
  drop(): void {
    this.#dropped = this.#session?.epoch ?? this.#dropped;
    this.#session?.close();
    this.#session = null;
    this.#grant = null;
  }

  close(): void {
    this.drop();
    this.#dropped = 0;
    this.#picture = null;
    this.#early = [];
    this.#sent.clear();
    this.#builds = 0;
    this.#hasFlowed = false;
    this.#showTracks();
    this.#parts.onQuality(null);
  }

  /** Builds as soon as grant and picture are of one epoch and the other side is in it. */
  #build(): void {
    const grant = this.#grant;
    const picture = this.#picture;
    if (!grant || !picture || picture.call.id !== grant.callId) return;
    const { call, userId } = picture;
    const peerJoinId = peerIn(call, userId)?.joinId;
    if (call.epoch !== grant.epoch || call.state !== "active" || !peerJoinId) return;
    const session = this.#session;
    if (session?.epoch === grant.epoch && session.peerJoinId === peerJoinId) return;
    session?.close();
    this.#builds += 1;
    this.#session = this.#createSession(grant, peerJoinId);
    this.#showTracks();
    const early = this.#early;
    this.#early = [];
    for (const signal of early) this.handleSignal(signal);
  }

  #createSession(grant: CallGrant, peerJoinId: string): PeerSession {
    const { host, platform, drawn, onStalled, onQuality } = this.#parts;
    const isLastChance = !this.#hasFlowed && this.#builds >= MOST_BUILDS && hasRelay(grant);
    return new PeerSession({
      host,
      platform,
      grant,
      peerJoinId,
      isRelayed: grant.relayOnly || isLastChance,
      sent: (slot) => this.#sent.get(slot) ?? null,
      expectsMedia: () => this.#expectsMedia(),
      countDrawn: () => (this.#peer()?.cam ? drawn.count() : null),
      onTracks: () => this.#showTracks(),
      onQuality,
      onFlowing: () => this.#handleFlowing(),
      onStalled,
      onFrozen: () => this.#handleFrozen(),
      onRebuild: () => this.#rebuild(),
    });
  }

  #peer() {
    return this.#picture && peerIn(this.#picture.call, this.#picture.userId);
  }

  #expectsMedia(): boolean {
    const peer = this.#peer();
    return Boolean(peer && (peer.mic || peer.cam || peer.screen));
  }

  #showTracks(): void {
    const session = this.#session;
    const received = (slot: Slot) => session?.received(slot) ?? null;
    this.#parts.onTracks({ audio: received("mic"), cam: received("cam") });
  }

  #handleFlowing(): void {
    this.#builds = 1;
    this.#hasFlowed = true;
    this.#parts.onFlowing();
  }

  #handleFrozen(): void {
    const now = this.#parts.host.clock.now();
    if (this.#frozenAt !== null && now - this.#frozenAt < FROZEN_REST_MS) return;
    this.#frozenAt = now;
    this.#parts.onRebuild();
  }

  /** Once; a call that has flowed is held for longer, and the call itself says for how long. */
  #rebuild(): void {
    if (!this.#hasFlowed && this.#builds >= MOST_BUILDS) this.#parts.onFailed();
    else this.#parts.onRebuild();
  }
}
