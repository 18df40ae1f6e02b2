/** What was heard just now: the pitch of a pure tone, and its peak from 0 to 1. */
export type Sound = { hz: number; peak: number };

/** Kinds of the candidates between which media flows, as in "host" or "relay", and their addresses. */
export type Pair = { local: string; remote: string; from: string; to: string };

/** A step of a negotiation, and when. */
type Negotiation = { at: number; state: RTCSignalingState };

/**
 * Runs in the page: watches all peer connections and what comes through them. Instants are
 * milliseconds since 1970, so that two pages on one machine can be compared.
 * Refers to nothing outside of itself, since only its source text travels into the page.
 */
export class CallWatch {
  readonly connections: RTCPeerConnection[] = [];
  readonly negotiations: Negotiation[] = [];
  /** When a frame of the other side was drawn. */
  readonly frames: number[] = [];
  /** When the other side was heard. */
  readonly sounds: number[] = [];
  /** What the page said aloud of the call, in order. */
  readonly news: string[] = [];
  readonly #watched = new WeakSet<HTMLVideoElement>();
  #lastSound = 0;

  constructor() {
    this.#watchConnections();
    setInterval(() => {
      this.#watchPictures();
      this.#watchSound();
      this.#watchNews();
    }, 20);
  }

  now(): number {
    return performance.timeOrigin + performance.now();
  }

  #watchConnections(): void {
    const { connections, negotiations } = this;
    const now = this.now;
    globalThis.RTCPeerConnection = class Watched extends RTCPeerConnection {
      constructor(settings?: RTCConfiguration) {
        super(settings);
        connections.push(this);
        this.addEventListener("signalingstatechange", () => {
          negotiations.push({ at: now(), state: this.signalingState });
        });
      }
    };
  }

  /** The connection in use; the newest, when media was built anew. */
  get #connection(): RTCPeerConnection | null {
    return this.connections.findLast(({ signalingState }) => signalingState !== "closed") ?? null;
  }

  #findTracks(kind: string): MediaStreamTrack[] {
    const receivers = this.#connection?.getReceivers() ?? [];
    return receivers.map(({ track }) => track).filter((track) => track.kind === kind);
  }

  /** The picture of the other side, if the page shows one. */
  #findPicture(): HTMLVideoElement | null {
    const tracks = new Set(this.#findTracks("video").map(({ id }) => id));
    const shown = [...document.querySelectorAll("video")].filter(({ srcObject }) => {
      if (!(srcObject instanceof MediaStream)) return false;
      return srcObject.getVideoTracks().some(({ id }) => tracks.has(id));
    });
    return shown.find((video) => video.checkVisibility()) ?? null;
  }

  #watchPictures(): void {
    const video = this.#findPicture();
    if (!video || this.#watched.has(video)) return;
    this.#watched.add(video);
    const count = (): void => {
      if (this.#findPicture() === video) this.frames.push(this.now());
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
  }

  /** The mean colour of the other side's picture; null while none is shown. */
  see(): number[] | null {
    const video = this.#findPicture();
    if (!video?.videoWidth) return null;
    const canvas = document.createElement("canvas");
    canvas.width = 8;
    canvas.height = 8;
    const pen = canvas.getContext("2d")!;
    pen.drawImage(video, 0, 0, 8, 8);
    const { data } = pen.getImageData(0, 0, 8, 8);
    return [0, 1, 2].map((channel) => {
      const values = data.filter((_, index) => index % 4 === channel);
      return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
    });
  }

  #watchSound(): void {
    for (const { timestamp, audioLevel = 0 } of this.#findSources()) {
      if (timestamp === this.#lastSound || audioLevel < 0.01) continue;
      this.#lastSound = timestamp;
      this.sounds.push(this.now());
    }
  }

  #watchNews(): void {
    const text = document.querySelector("main > [role=status]")?.textContent ?? "";
    if (text !== "" && text !== this.news.at(-1)) this.news.push(text);
  }

  #findSources(): RTCRtpSynchronizationSource[] {
    const receivers = this.#connection?.getReceivers() ?? [];
    return receivers
      .filter(({ track }) => track.kind === "audio")
      .flatMap((receiver) => receiver.getSynchronizationSources());
  }

  /** Records a moment, since a live AudioContext needs a loudspeaker in Firefox. */
  async hear(): Promise<Sound> {
    const [track] = this.#findTracks("audio");
    if (!track) return { hz: 0, peak: 0 };
    const recorder = new MediaRecorder(new MediaStream([track]));
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    await new Promise((done) => setTimeout(done, 500));
    const stopped = new Promise((done) => recorder.addEventListener("stop", done));
    recorder.stop();
    await stopped;
    const recorded = await new Blob(parts).arrayBuffer();
    const decoder = new OfflineAudioContext(1, 1, 48_000);
    const sound = await decoder.decodeAudioData(recorded).catch(() => null);
    const samples = sound?.getChannelData(0).slice(-4096) ?? new Float32Array(1);
    return {
      hz: this.#findPitch(samples, decoder.sampleRate),
      peak: samples.reduce((most, value) => Math.max(most, value), 0),
    };
  }

  /** The strongest of the pitches from 200 to 2000, by the tens. */
  #findPitch(samples: Float32Array, rate: number): number {
    const pitches = Array.from({ length: 181 }, (_, index) => 200 + index * 10);
    const strengths = pitches.map((hz) => {
      const turn = (2 * Math.PI * hz) / rate;
      const real = samples.reduce((sum, value, at) => sum + value * Math.cos(turn * at), 0);
      const imaginary = samples.reduce((sum, value, at) => sum + value * Math.sin(turn * at), 0);
      return Math.hypot(real, imaginary);
    });
    return pitches[strengths.indexOf(Math.max(...strengths))]!;
  }

  async readPair(): Promise<Pair | null> {
    const stats = await this.#readStats();
    const find = (id: unknown): Record<string, unknown> | undefined =>
      stats.find((entry) => entry["id"] === id);
    const transport = stats.find(({ selectedCandidatePairId }) => selectedCandidatePairId);
    const pair =
      find(transport?.["selectedCandidatePairId"]) ?? stats.find(({ selected }) => selected);
    const [local, remote] = [find(pair?.["localCandidateId"]), find(pair?.["remoteCandidateId"])];
    if (!local || !remote) return null;
    return {
      local: String(local["candidateType"]),
      remote: String(remote["candidateType"]),
      from: String(local["address"]),
      to: String(remote["address"]),
    };
  }

  async #readStats(): Promise<Record<string, unknown>[]> {
    const report = await this.#connection?.getStats();
    const entries: Record<string, unknown>[] = [];
    report?.forEach((entry) => entries.push(entry));
    return entries;
  }

  /** The name of the ICE session that both sides have agreed on; each restart changes it. */
  readSession(): string | null {
    const agreed = this.#connection?.currentLocalDescription?.sdp ?? "";
    return /^a=ice-ufrag:(\S+)/m.exec(agreed)?.[1] ?? null;
  }

  countLines(): number {
    return this.#connection?.localDescription?.sdp.match(/^m=/gm)?.length ?? 0;
  }
}
