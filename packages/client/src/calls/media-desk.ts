import { createEmitter, createSource } from "../observable.ts";
import type { PictureSurface } from "./calls.ts";
import { CallError } from "./calls.ts";
import { NO_DEVICES, NO_LOCAL, NO_REMOTE } from "./no-media.ts";
import type { LoadMedia, MediaEngine, MediaHost, SentMedia } from "./media-engine.ts";
import type { CallQuality, LocalMedia } from "./views.ts";

/** Loads media when a call or a preview first needs them, and shows what they say. */
export class MediaDesk {
  readonly #load: LoadMedia;
  readonly #host: MediaHost;
  readonly local = createSource(NO_LOCAL);
  readonly remote = createSource(NO_REMOTE);
  readonly quality = createSource<CallQuality | null>(null);
  readonly devices = createSource(NO_DEVICES);
  /** Fires when local or remote media, or the path between them, are different. */
  readonly changed = createEmitter<void>();
  readonly preview = createSource<LocalMedia | null>(null);
  #loading: Promise<MediaEngine> | null = null;
  #engine: MediaEngine | null = null;
  #isPreviewing = false;

  constructor(load: LoadMedia, host: MediaHost) {
    this.#load = load;
    this.#host = host;
  }

  /** What is loaded; null while nothing has been needed. */
  get engine(): MediaEngine | null {
    return this.#engine;
  }

  /** What there is of media now. */
  show() {
    const [local, remote] = [this.local.get(), this.remote.get()];
    return { local, remote, quality: this.quality.get() };
  }

  /** Opens what a call begins with: what the preview holds, which is its own from now on. */
  async openForCall(wanted: SentMedia, isWanted: () => boolean): Promise<void> {
    await this.#ready();
    const { mic, cam } = this.local.get();
    await this.#open(this.#isPreviewing ? { mic, cam } : wanted, isWanted);
    this.#isPreviewing = false;
    this.preview.set(null);
  }

  /** Loads, and opens what is wanted unless `isWanted` says that it is too late. */
  async #open(wanted: SentMedia, isWanted: () => boolean): Promise<void> {
    const engine = await this.#ready();
    if (isWanted()) engine.open(wanted);
  }

  async openPreview(wanted: SentMedia): Promise<void> {
    this.#isPreviewing = true;
    this.preview.set(this.local.get());
    await this.#open(wanted, () => this.#isPreviewing);
  }

  /** Ends the preview; a call that has taken the devices over keeps them. */
  closePreview(isInCall: boolean): void {
    if (!this.#isPreviewing) return;
    this.#isPreviewing = false;
    this.preview.set(null);
    if (!isInCall) this.#engine?.close();
  }

  /** The call is over: every device is let go of. */
  close(): void {
    this.#isPreviewing = false;
    this.preview.set(null);
    this.#engine?.close();
  }

  async use<T>(work: (engine: MediaEngine) => Promise<T>): Promise<T> {
    return work(await this.#ready());
  }

  watchPicture(surface: PictureSurface): () => void {
    return this.#engine?.watchPicture(surface) ?? (() => {});
  }

  #ready(): Promise<MediaEngine> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  async #start(): Promise<MediaEngine> {
    try {
      const createEngine = await this.#load();
      const engine = createEngine(this.#host);
      this.#engine = engine;
      this.#show(engine);
      return engine;
    } catch (error) {
      this.#loading = null;
      throw new CallError("OFFLINE", error instanceof Error ? error.message : String(error));
    }
  }

  #show(engine: MediaEngine): void {
    const showLocal = () => {
      this.local.set(engine.local.get());
      if (this.#isPreviewing) this.preview.set(engine.local.get());
      this.changed.emit();
    };
    const showDevices = () => this.devices.set(engine.devices.get());
    engine.local.subscribe(showLocal);
    engine.remote.subscribe(() => {
      this.remote.set(engine.remote.get());
      this.changed.emit();
    });
    engine.quality.subscribe(() => {
      this.quality.set(engine.quality.get());
      this.changed.emit();
    });
    engine.devices.subscribe(showDevices);
    showLocal();
    showDevices();
  }
}
