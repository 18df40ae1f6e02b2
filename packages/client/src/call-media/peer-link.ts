import type { IceCandidate, SessionDescription } from "@parley/protocol/calls";
import { createTurns } from "../turns.ts";
import { hideInCandidate, hideInDescription } from "./hide-address.ts";
import type { MediaPlatform, Peer } from "./platform.ts";
import type { SignalPart } from "./signal-part.ts";

/** The fixed lines of every description, in this order, in both directions and for ever. */
const SLOTS = ["mic", "cam", "screen"] as const;
export type Slot = (typeof SLOTS)[number];
const KINDS = { mic: "audio", cam: "video", screen: "video" } as const;

/** Typings do not have the second argument yet; browsers without it ignore it. */
interface KeyFrameSender extends Pick<RTCRtpSender, "getParameters"> {
  setParameters(
    parameters: RTCRtpSendParameters,
    options: { encodingOptions: { keyFrame: boolean }[] },
  ): Promise<void>;
}

/** Sending another track, or the same again, makes none. */
async function askForKeyFrame(sender: KeyFrameSender): Promise<void> {
  const parameters = sender.getParameters();
  const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
  // The other side asks for one too, only later.
  await sender.setParameters(parameters, { encodingOptions }).catch(() => {});
}

export interface PeerLinkParts {
  platform: Pick<MediaPlatform, "createPeer">;
  configuration: RTCConfiguration;
  /** This side joined later: it alone makes offers, and the other asks for them. */
  isOffering: boolean;
  /** What a slot sends now. */
  sent(slot: Slot): MediaStreamTrack | null;
  send(part: SignalPart): void;
  /** The other side, which may not make offers, wants another way to be looked for. */
  onAsked(): void;
  /** The state of the connection has changed, or what it brings. */
  onChange(): void;
  /** A description could not be used: only building anew helps. */
  onBroken(): void;
}

/** One connection to one other device. Everything that touches descriptions happens in turn. */
export class PeerLink {
  readonly #parts: PeerLinkParts;
  readonly peer: Peer;
  readonly #turns = createTurns();
  #early: IceCandidate[] = [];
  #isDescribed = false;
  #isAwaiting = false;
  #wantsRestart = false;
  #isClosed = false;

  constructor(parts: PeerLinkParts) {
    this.#parts = parts;
    this.peer = parts.platform.createPeer(parts.configuration);
    this.peer.onconnectionstatechange = () => parts.onChange();
    this.peer.onicecandidate = ({ candidate }) => this.#sendCandidate(candidate);
    if (parts.isOffering) {
      for (const slot of SLOTS) this.peer.addTransceiver(KINDS[slot], { direction: "sendrecv" });
    }
  }

  start(): void {
    if (!this.#parts.isOffering) return;
    this.#isAwaiting = true;
    this.#turn(async () => {
      await this.#attach();
      await this.#offer();
    });
  }

  /** What the other side sends; null before it has said so. */
  received(slot: Slot): MediaStreamTrack | null {
    if (!this.#isDescribed) return null;
    return this.peer.getTransceivers()[SLOTS.indexOf(slot)]?.receiver.track ?? null;
  }

  /** Sends something else, or with null nothing; nothing is negotiated. */
  publish(slot: Slot): void {
    this.#turn(() => this.#attachSlot(slot));
  }

  receive(part: SignalPart): void {
    if ("description" in part) this.#turn(() => this.#describe(part.description));
    else if ("candidate" in part) this.#turn(() => this.#addCandidate(part.candidate));
    else if (this.#parts.isOffering) this.#parts.onAsked();
  }

  /** Looks for another way to the other side; with `servers` through these. */
  restart(servers: RTCIceServer[] | null): void {
    if (servers) this.#turn(() => this.#configure(servers));
    if (!this.#parts.isOffering) return this.#parts.send({ askRestart: true });
    if (this.#isAwaiting) {
      this.#wantsRestart = true;
      return;
    }
    this.#isAwaiting = true;
    this.#turn(async () => {
      this.peer.restartIce();
      await this.#offer();
    });
  }

  /** The other side has missed pictures: the next one stands on its own. */
  refreshPicture(): void {
    this.#turn(async () => {
      const sender = this.#sender("cam");
      if (sender?.track) await askForKeyFrame(sender);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.peer.onconnectionstatechange = null;
    this.peer.onicecandidate = null;
    this.peer.close();
  }

  async #offer(): Promise<void> {
    await this.peer.setLocalDescription();
    this.#sendDescription();
  }

  async #describe(description: SessionDescription): Promise<void> {
    const isExpected = this.#parts.isOffering
      ? description.type === "answer" && this.#isAwaiting
      : description.type === "offer";
    // Offers have one direction only, so nothing can cross.
    if (!isExpected) return;
    await this.peer.setRemoteDescription(description);
    if (description.type === "answer") this.#isAwaiting = false;
    else await this.#answer();
    this.#isDescribed = true;
    await this.#addEarly();
    this.#parts.onChange();
    if (!this.#wantsRestart || !this.#parts.isOffering) return;
    this.#wantsRestart = false;
    this.restart(null);
  }

  async #answer(): Promise<void> {
    for (const transceiver of this.peer.getTransceivers()) {
      // Only once: a later change of direction would negotiate.
      if (transceiver.direction !== "sendrecv") transceiver.direction = "sendrecv";
    }
    await this.#attach();
    await this.peer.setLocalDescription();
    this.#sendDescription();
  }

  async #attach(): Promise<void> {
    for (const slot of SLOTS) await this.#attachSlot(slot);
  }

  async #attachSlot(slot: Slot): Promise<void> {
    const sender = this.#sender(slot);
    const track = this.#parts.sent(slot);
    if (sender && sender.track !== track) await sender.replaceTrack(track);
  }

  #sender(slot: Slot): RTCRtpSender | undefined {
    return this.peer.getTransceivers()[SLOTS.indexOf(slot)]?.sender;
  }

  /** A candidate of an earlier description may fail; the later ones count. */
  async #addCandidate(candidate: IceCandidate): Promise<void> {
    if (!this.#isDescribed) this.#early.push(candidate);
    else await this.peer.addIceCandidate(candidate).catch(() => {});
  }

  async #addEarly(): Promise<void> {
    const early = this.#early;
    this.#early = [];
    for (const candidate of early) await this.#addCandidate(candidate);
  }

  #configure(iceServers: RTCIceServer[]): Promise<void> {
    try {
      this.peer.setConfiguration({ ...this.peer.getConfiguration(), iceServers });
    } catch {
      // A browser that takes no others goes on with those it has.
    }
    return Promise.resolve();
  }

  #sendDescription(): void {
    const local = this.peer.localDescription;
    if (!local || (local.type !== "offer" && local.type !== "answer")) return;
    const sdp = this.#isHidden() ? hideInDescription(local.sdp) : local.sdp;
    this.#parts.send({ description: { type: local.type, sdp } });
  }

  #sendCandidate(candidate: RTCIceCandidate | null): void {
    if (!candidate?.candidate) return;
    const { candidate: text = "", sdpMid, sdpMLineIndex, usernameFragment } = candidate.toJSON();
    const shown = this.#isHidden() ? hideInCandidate(text) : text;
    if (shown === null) return;
    const place = { sdpMid, sdpMLineIndex, usernameFragment };
    this.#parts.send({ candidate: { candidate: shown, ...place } });
  }

  #isHidden(): boolean {
    return this.#parts.configuration.iceTransportPolicy === "relay";
  }

  #turn(work: () => Promise<void>): void {
    this.#turns
      .run(async () => {
        if (!this.#isClosed) await work();
      })
      .catch(() => {
        if (!this.#isClosed) this.#parts.onBroken();
      });
  }
}
