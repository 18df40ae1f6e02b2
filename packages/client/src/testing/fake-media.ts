import { createEmitter } from "../observable.ts";
import type { MediaPlatform } from "../call-media/platform.ts";
import { FakePeer, type FakePaths } from "./fake-peer.ts";

/** A track that a test can look at and end. */
export class FakeTrack extends EventTarget {
  readonly kind: "audio" | "video";
  readonly deviceId: string;
  readyState: "live" | "ended" = "live";

  constructor(kind: "audio" | "video", deviceId: string) {
    super();
    this.kind = kind;
    this.deviceId = deviceId;
  }

  stop(): void {
    this.readyState = "ended";
  }

  /** The device is gone: as browsers have it, only then an event tells. */
  pull(): void {
    this.stop();
    this.dispatchEvent(new Event("ended"));
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }
}

/** A browser without a screen: devices that a test plugs in, and peers on paths that it cuts. */
export class FakeMedia implements MediaPlatform {
  readonly #paths: FakePaths;
  readonly #changes = createEmitter<void>();
  /** Every track that was ever given. */
  readonly given: FakeTrack[] = [];
  readonly peers: FakePeer[] = [];
  devices: { kind: "audioinput" | "videoinput"; deviceId: string }[] = [
    { kind: "audioinput", deviceId: "mic-1" },
    { kind: "videoinput", deviceId: "cam-1" },
  ];
  /** Why a kind is not given; null lets it pass. */
  refuse: (kind: "audio" | "video") => string | null = () => null;
  /** While set, devices open only when it is released. */
  #gate: Promise<void> = Promise.resolve();
  leave: () => void = () => {};

  constructor(paths: FakePaths) {
    this.#paths = paths;
  }

  /** From now on devices open only after the returned function is called. */
  hold(): () => void {
    let open = () => {};
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  plug(...devices: FakeMedia["devices"]): void {
    this.devices = devices;
    this.#changes.emit();
  }

  live(): FakeTrack[] {
    return this.given.filter(({ readyState }) => readyState === "live");
  }

  createPeer(configuration: RTCConfiguration): FakePeer {
    const peer = new FakePeer(this.#paths, configuration);
    this.peers.push(peer);
    return peer;
  }

  async getUserMedia({ audio, video }: MediaStreamConstraints): Promise<MediaStream> {
    await this.#gate;
    const tracks = [
      ...(audio ? [this.#open("audio", audio)] : []),
      ...(video ? [this.#open("video", video)] : []),
    ];
    this.given.push(...tracks);
    return { getTracks: () => tracks } as unknown as MediaStream;
  }

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const all = this.devices.map((device) => ({ ...device, label: device.deviceId, groupId: "" }));
    return Promise.resolve(all as unknown as MediaDeviceInfo[]);
  }

  onDeviceChange(listener: () => void): void {
    this.#changes.subscribe(listener);
  }

  onLeave(listener: () => void): void {
    this.leave = listener;
  }

  #open(kind: "audio" | "video", wanted: boolean | MediaTrackConstraints): FakeTrack {
    const code = this.refuse(kind);
    if (code) throw new DOMException("no", code);
    const own = this.devices.filter((device) => device.kind === `${kind}input`);
    const ideal = typeof wanted === "object" ? (wanted.deviceId as { ideal?: string }) : {};
    const device = own.find(({ deviceId }) => deviceId === ideal?.ideal) ?? own[0];
    if (!device) throw new DOMException("none", "NotFoundError");
    return new FakeTrack(kind, device.deviceId);
  }
}
