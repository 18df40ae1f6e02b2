import type { Clock } from "../environment.ts";
import type { Peer } from "../call-media/platform.ts";

/** So much time lies between two packets, in milliseconds. */
const PACKET_MS = 20;

/** The network between fake peers. A path that was cut stays dead until another one is looked for. */
export class FakePaths {
  readonly clock: Clock;
  readonly peers = new Map<string, FakePeer>();
  readonly #dead = new Set<string>();
  #isCut = false;
  #ids = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  mint(): string {
    this.#ids += 1;
    return String(this.#ids);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  setCut(isCut: boolean): void {
    if (isCut) for (const peer of this.peers.values()) peer.handleCut();
    this.#isCut = isCut;
    for (const peer of this.peers.values()) peer.update();
  }

  kill(path: string): void {
    this.#dead.add(path);
  }

  isOpen(path: string): boolean {
    return !this.#isCut && !this.#dead.has(path);
  }
}

interface Description {
  peer: string;
  ufrag: string;
}

class FakeSender {
  track: MediaStreamTrack | null = null;
  readonly #onReplace: () => void;

  constructor(onReplace: () => void) {
    this.#onReplace = onReplace;
  }

  getParameters() {
    return { encodings: [{}] };
  }

  setParameters(): Promise<void> {
    return Promise.resolve();
  }

  replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
    this.#onReplace();
    return Promise.resolve();
  }
}

/** A connection that speaks in tiny descriptions and counts packets by the clock. */
export class FakePeer implements Peer {
  readonly id: string;
  readonly #paths: FakePaths;
  #configuration: RTCConfiguration;
  readonly #transceivers: RTCRtpTransceiver[] = [];
  connectionState: RTCPeerConnectionState = "new";
  signalingState: RTCSignalingState = "stable";
  localDescription: RTCSessionDescription | null = null;
  onconnectionstatechange: Peer["onconnectionstatechange"] = null;
  onicecandidate: Peer["onicecandidate"] = null;
  /** Every description that this side made. */
  readonly described: string[] = [];
  #ufrag: string;
  #remote: Description | null = null;
  readonly #candidates = new Set<string>();
  #packets = 0;
  #flowingSince: number | null = null;

  constructor(paths: FakePaths, configuration: RTCConfiguration) {
    this.#paths = paths;
    this.#configuration = configuration;
    this.id = paths.mint();
    this.#ufrag = paths.mint();
    paths.peers.set(this.id, this);
  }

  get remote(): FakePeer | undefined {
    return this.#remote ? this.#paths.peers.get(this.#remote.peer) : undefined;
  }

  addTransceiver(kind: MediaStreamTrack | string): RTCRtpTransceiver {
    const track = { kind, id: `${this.id}/${this.#transceivers.length}` };
    const sender = new FakeSender(() => this.remote?.update());
    const transceiver = { direction: "sendrecv", sender, receiver: { track } };
    this.#transceivers.push(transceiver as unknown as RTCRtpTransceiver);
    return transceiver as unknown as RTCRtpTransceiver;
  }

  getTransceivers(): RTCRtpTransceiver[] {
    return this.#transceivers;
  }

  getConfiguration(): RTCConfiguration {
    return this.#configuration;
  }

  setConfiguration(configuration: RTCConfiguration = {}): void {
    this.#configuration = configuration;
  }

  restartIce(): void {
    this.#ufrag = this.#paths.mint();
    this.#candidates.clear();
  }

  /** As in browsers: an answer to what was offered, else an offer. */
  setLocalDescription(): Promise<void> {
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    const sdp = JSON.stringify({ peer: this.id, ufrag: this.#ufrag });
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
    this.localDescription = { type, sdp } as RTCSessionDescription;
    this.described.push(sdp);
    const text = `candidate:${this.id} ${this.#ufrag}`;
    const place = { sdpMid: "0", sdpMLineIndex: 0, usernameFragment: this.#ufrag };
    const candidate = { candidate: text, toJSON: () => ({ candidate: text, ...place }) };
    queueMicrotask(() => {
      queueMicrotask(() => {
        this.onicecandidate?.call(
          this as unknown as RTCPeerConnection,
          { candidate } as unknown as RTCPeerConnectionIceEvent,
        );
      });
    });
    this.update();
    return Promise.resolve();
  }

  setRemoteDescription({ type, sdp = "{}" }: RTCSessionDescriptionInit): Promise<void> {
    if (type === "answer" && this.signalingState !== "have-local-offer") {
      return Promise.reject(new DOMException("wrong state", "InvalidStateError"));
    }
    const remote = JSON.parse(sdp) as Description;
    if (type === "offer") {
      for (const kind of ["audio", "video", "video"].slice(this.#transceivers.length)) {
        const transceiver = this.addTransceiver(kind);
        transceiver.direction = "recvonly";
      }
      if (this.#remote && this.#remote.ufrag !== remote.ufrag) this.restartIce();
    }
    this.signalingState = type === "offer" ? "have-remote-offer" : "stable";
    this.#remote = remote;
    this.update();
    return Promise.resolve();
  }

  addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    const ufrag = candidate?.usernameFragment ?? "";
    if (this.#remote?.ufrag !== ufrag) return Promise.reject(new DOMException("unknown"));
    this.#candidates.add(ufrag);
    this.update();
    this.remote?.update();
    return Promise.resolve();
  }

  getStats(): Promise<RTCStatsReport> {
    const stats = [
      { type: "inbound-rtp", kind: "audio", packetsReceived: this.#count() },
      {
        type: "candidate-pair",
        id: "pair",
        responsesReceived: this.#isConnected() ? this.#count() : 0,
        currentRoundTripTime: 0.04,
      },
      { type: "transport", selectedCandidatePairId: "pair" },
    ];
    return Promise.resolve(new Map(stats.map((stat) => [stat.type, stat])) as RTCStatsReport);
  }

  close(): void {
    this.connectionState = "closed";
    this.#paths.peers.delete(this.id);
    this.#settle();
    this.remote?.update();
  }

  handleCut(): void {
    this.#paths.kill(this.#path());
  }

  /** Something has changed: packets flow, or they do not any more. */
  update(): void {
    if (this.connectionState === "closed") return;
    this.#settle();
    const isConnected = this.#isConnected();
    if (isConnected && this.#isSentTo()) this.#flowingSince = this.#paths.clock.now();
    if (!isConnected || this.connectionState === "connected") return;
    this.connectionState = "connected";
    this.onconnectionstatechange?.call(
      this as unknown as RTCPeerConnection,
      new Event("connectionstatechange"),
    );
    this.remote?.update();
  }

  #settle(): void {
    this.#packets = this.#count();
    this.#flowingSince = null;
  }

  #count(): number {
    if (this.#flowingSince === null) return this.#packets;
    return this.#packets + Math.floor((this.#paths.clock.now() - this.#flowingSince) / PACKET_MS);
  }

  #path(): string {
    return [this.#ufrag, this.#remote?.ufrag ?? ""].toSorted().join("-");
  }

  #isSentTo(): boolean {
    const { remote } = this;
    const sends = ({ direction, sender }: RTCRtpTransceiver) =>
      direction === "sendrecv" && sender.track !== null;
    return remote?.getTransceivers().some(sends) ?? false;
  }

  /** Both know each other's present description and a way there, and the way is open. */
  #isConnected(): boolean {
    const { remote } = this;
    if (!remote || remote.connectionState === "closed" || !this.#paths.isOpen(this.#path())) {
      return false;
    }
    return this.#knows(remote) && remote.#knows(this);
  }

  #knows(other: FakePeer): boolean {
    return this.#remote?.ufrag === other.#ufrag && this.#candidates.has(other.#ufrag);
  }
}
