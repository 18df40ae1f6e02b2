import type { CallGrant, CallSignal, CallSignalAck, IceServer } from "@parley/protocol/calls";
import type { MediaHost } from "../calls/media-engine.ts";
import type { CallQuality } from "../calls/views.ts";

import { FlowWatch } from "./flow-watch.ts";
import { hasRelay } from "./has-relay.ts";
import { ASK_REST_MS, FRESH_MS } from "./media-times.ts";
import { PeerLink, type Slot } from "./peer-link.ts";
import type { MediaPlatform } from "./platform.ts";
import { QualityWatch } from "./quality-watch.ts";
import { readIntake, readPath, type Intake, type PathState } from "./read-stats.ts";
import { Recovery } from "./recovery.ts";
import { readPart } from "./signal-part.ts";
import { SignalReceiver } from "./signal-receiver.ts";
import { SignalSender } from "./signal-sender.ts";

export interface PeerSessionParts {
  host: MediaHost;
  platform: Pick<MediaPlatform, "createPeer">;
  grant: CallGrant;
  /** The other device's place. */
  peerJoinId: string;
  isRelayed: boolean;
  sent(slot: Slot): MediaStreamTrack | null;
  expectsMedia(): boolean;
  countDrawn(): number | null;
  onTracks(): void;
  onQuality(quality: CallQuality | null): void;
  onFlowing(): void;
  onStalled(): void;
  onFrozen(): void;
  onRebuild(): void;
}

/** Everything between this device and one other, in one epoch of a call. */
export class PeerSession {
  readonly #parts: PeerSessionParts;
  readonly #link: PeerLink;
  readonly #sender: SignalSender;
  readonly #receiver: SignalReceiver;
  readonly #watch: FlowWatch;
  readonly #recovery: Recovery;
  readonly #quality = new QualityWatch();
  #path: PathState | null = null;
  #restartedAt: number | null = null;
  #isClosed = false;

  constructor(parts: PeerSessionParts) {
    this.#parts = parts;
    const { host, grant, peerJoinId, isRelayed } = parts;
    const { callId, epoch } = grant;
    const isOffering = grant.joinId > peerJoinId;
    this.#sender = new SignalSender(host.clock, (seq, part) => {
      // What is not acknowledged in the end is said again, so nothing is lost here.
      host.sendSignal({ callId, epoch, to: peerJoinId, seq, ...part }).catch(() => {});
    });
    this.#receiver = new SignalReceiver({
      onSignal: (part) => this.#link.receive(part),
      ack: (seq) => host.ackSignal({ callId, epoch, from: peerJoinId, seq }),
    });
    this.#recovery = new Recovery({ isOffering, now: host.clock.now() });
    this.#link = new PeerLink({
      platform: parts.platform,
      configuration: {
        iceServers: grant.iceServers,
        iceTransportPolicy: isRelayed ? "relay" : "all",
        bundlePolicy: "max-bundle",
      },
      isOffering,
      sent: parts.sent,
      send: (part) => this.#sender.send(part),
      onAsked: () => this.#handleAsked(),
      onChange: () => this.#handleChange(),
      onBroken: () => {
        this.#recovery.handleBroken();
        this.#mend();
      },
    });
    this.#watch = this.#createWatch();
    this.#link.start();
  }

  get peerJoinId(): string {
    return this.#parts.peerJoinId;
  }

  get epoch(): number {
    return this.#parts.grant.epoch;
  }

  received(slot: Slot): MediaStreamTrack | null {
    return this.#link.received(slot);
  }

  publish(slot: Slot): void {
    this.#link.publish(slot);
  }

  handleSignal(signal: CallSignal): void {
    const part = readPart(signal);
    if (part && this.#isMine(signal)) this.#receiver.receive(signal.seq, part);
  }

  handleAck(ack: CallSignalAck): void {
    if (this.#isMine(ack)) this.#sender.handleAck(ack.seq);
  }

  handleSignalingBack(): void {
    this.#sender.replay();
    this.#recovery.handleSignalingBack(this.#parts.host.clock.now());
    this.#mend();
  }

  close(): void {
    this.#isClosed = true;
    this.#watch.stop();
    this.#sender.close();
    this.#link.close();
  }

  #createWatch(): FlowWatch {
    const { host, expectsMedia, countDrawn, onFrozen } = this.#parts;
    const { peer } = this.#link;
    return new FlowWatch({
      clock: host.clock,
      read: () => this.#read(),
      getConnectionState: () => peer.connectionState,
      expectsMedia,
      countDrawn,
      onFlowing: () => {
        this.#recovery.handleFlowing();
        this.#link.refreshPicture();
        this.#parts.onFlowing();
      },
      onStalled: () => {
        this.#recovery.handleStalled(host.clock.now());
        this.#quality.reset();
        this.#parts.onQuality(null);
        this.#parts.onStalled();
      },
      onFrozen,
      onLook: () => {
        this.#rate();
        this.#mend();
      },
    });
  }

  async #read(): Promise<Intake> {
    const report = await this.#link.peer.getStats();
    this.#path = readPath(report);
    return readIntake(report);
  }

  #rate(): void {
    if (!this.#path || !this.#watch.isFlowing || this.#isClosed) return;
    this.#parts.onQuality(this.#quality.look(this.#path, this.#parts.host.clock.now()));
  }

  #isMine({ epoch, from, to }: { epoch: number; from: string; to: string }): boolean {
    const { grant, peerJoinId } = this.#parts;
    return epoch === grant.epoch && from === peerJoinId && to === grant.joinId;
  }

  #handleChange(): void {
    if (this.#isClosed) return;
    this.#parts.onTracks();
    this.#watch.lookNow();
  }

  #mend(): void {
    if (this.#isClosed) return;
    const { host } = this.#parts;
    const remedy = this.#recovery.next(host.clock.now(), host.isSignaling());
    if (remedy === "rebuild") this.#parts.onRebuild();
    if (remedy === "restart") void this.#restart(() => !this.#watch.isFlowing);
  }

  /** Both sides notice a path that is gone: what this one does already is not done twice. */
  #handleAsked(): void {
    const now = this.#parts.host.clock.now();
    if (this.#restartedAt !== null && now - this.#restartedAt < ASK_REST_MS) return;
    void this.#restart(() => true);
  }

  /** An expired credential fails silently: each attempt comes with a fresh one, if it comes soon. */
  async #restart(isNeeded: () => boolean): Promise<void> {
    const { host, grant } = this.#parts;
    this.#restartedAt = host.clock.now();
    const servers = hasRelay(grant) ? await this.#fetchServers() : null;
    if (!this.#isClosed && isNeeded()) this.#link.restart(servers);
  }

  #fetchServers(): Promise<IceServer[] | null> {
    const { host, grant } = this.#parts;
    return new Promise((resolve) => {
      const timeout = host.clock.setTimeout(() => resolve(null), FRESH_MS);
      const finish = (servers: IceServer[] | null) => {
        host.clock.clearTimeout(timeout);
        resolve(servers);
      };
      // The old ones may still serve.
      host.fetchIce(grant.callId).then(finish, () => finish(null));
    });
  }
}
