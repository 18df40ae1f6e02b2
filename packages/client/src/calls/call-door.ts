import { CallsChange, type CallMedia } from "@parley/protocol/calls";
import type { Mirror } from "../mirror.ts";
import { createDerived, createSource, type Observable, type Source } from "../observable.ts";
import { createTimer, type Timer } from "../timer.ts";
import type { ServerEvent } from "../transport.ts";
import type { CallManager, CallManagerParts, LoadCalls, SharedCall } from "./call-manager.ts";
import { CallError, type Calls, type PictureSurface } from "./calls.ts";
import { CALL_KEY } from "./keeping.ts";
import { NO_DEVICES } from "./no-media.ts";
import type { CallView, LocalMedia } from "./views.ts";

/** When what could not be loaded is tried again, in milliseconds. */
const AGAIN_MS = 2_000;

export interface CallDoorParts extends CallManagerParts {
  loadCalls: LoadCalls;
}

type Word = (manager: CallManager) => void;

/**
 * Stands before the calls of one account, which most visits have none of: what holds them is loaded
 * when somebody calls, when one is heard of, or when a reload has thrown this tab out of one. Whatever
 * is heard meanwhile is told in the same order once it is there.
 */
export class CallDoor implements Calls {
  readonly current = createSource<CallView>({ state: "idle" });
  readonly devices = createSource(NO_DEVICES);
  readonly preview = createSource<LocalMedia | null>(null);
  readonly missed: Observable<number>;
  readonly #parts: CallDoorParts;
  readonly #again: Timer;
  readonly #ending = new AbortController();
  readonly #waiting: Word[] = [];
  #manager: CallManager | null = null;
  #loading: Promise<CallManager> | null = null;
  #hasBegun = false;
  #isTelling = false;
  #isConnected = false;

  constructor(parts: CallDoorParts) {
    const { userId, clock, mirror, options } = parts;
    this.#parts = parts;
    this.#again = createTimer(clock);
    this.missed = createDerived(mirror.changed, () => countMissed(mirror, userId));
    const wasInCall = (options?.tab.read(CALL_KEY) ?? null) !== null;
    if (wasInCall) this.#begin();
  }

  openPreview(media: CallMedia): void {
    this.#hear((manager) => manager.openPreview(media));
  }

  closePreview(): void {
    this.#follow((manager) => manager.closePreview());
  }

  start(conversationId: string, media: CallMedia): Promise<void> {
    return this.#use((manager) => manager.start(conversationId, media));
  }

  accept(): Promise<void> {
    return this.#use((manager) => manager.accept());
  }

  async decline(): Promise<void> {
    await this.#manager?.decline();
  }

  async hangUp(): Promise<void> {
    await this.#manager?.hangUp();
  }

  moveHere(): Promise<void> {
    return this.#use((manager) => manager.moveHere());
  }

  dismiss(): void {
    this.#manager?.dismiss();
  }

  setMic(isOn: boolean): Promise<void> {
    return this.#use((manager) => manager.setMic(isOn));
  }

  setCam(isOn: boolean): Promise<void> {
    return this.#use((manager) => manager.setCam(isOn));
  }

  chooseDevice(kind: "mic" | "cam" | "speaker", id: string): Promise<void> {
    return this.#use((manager) => manager.chooseDevice(kind, id));
  }

  watchPicture(surface: PictureSurface): () => void {
    return this.#manager?.watchPicture(surface) ?? (() => {});
  }

  markSeen(): Promise<void> {
    return this.#parts.transport.markCallsSeen();
  }

  /** For the other tabs. */
  snapshot(): SharedCall {
    return this.#manager?.snapshot() ?? { call: null, isHere: false };
  }

  isInCall(): boolean {
    return this.#manager?.isInCall() ?? false;
  }

  /** What the tab that leads knows. */
  handleShared(shared: SharedCall): void {
    if (shared.call) this.#hear((manager) => manager.handleShared(shared));
  }

  /** Another tab takes the call. */
  handleClaim(): void {
    this.#follow((manager) => manager.handleClaim());
  }

  /** Another tab has taken the lead. */
  handleLost(): void {
    this.#isConnected = false;
    this.#follow((manager) => manager.handleLost());
  }

  handleConnected(): void {
    this.#isConnected = true;
    this.#follow((manager) => manager.handleConnected());
  }

  handleDisconnected(): void {
    this.#isConnected = false;
    this.#follow((manager) => manager.handleDisconnected());
  }

  handleEvent(event: ServerEvent): void {
    if (event.name.startsWith("call:")) this.#hear((manager) => manager.handleEvent(event));
  }

  stop(): void {
    this.#ending.abort();
    this.#again.stop();
    this.#manager?.stop();
  }

  /** Tells what makes the calls needed. */
  #hear(word: Word): void {
    this.#begin();
    this.#follow(word);
  }

  /** Tells what matters to those who have been told of calls before. */
  #follow(word: Word): void {
    if (!this.#hasBegun) return;
    this.#waiting.push(word);
    if (this.#manager) this.#tell(this.#manager);
  }

  /** One after the other: what a word brings about is told after those that wait. */
  #tell(manager: CallManager): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let word = this.#waiting.shift(); word; word = this.#waiting.shift()) word(manager);
    } finally {
      this.#isTelling = false;
    }
  }

  #use(act: (manager: CallManager) => Promise<void>): Promise<void> {
    this.#begin();
    return this.#manager ? act(this.#manager) : this.#load().then(act);
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    if (this.#isConnected) this.#waiting.push((manager) => manager.handleConnected());
    this.#load().catch(() => {});
  }

  #load(): Promise<CallManager> {
    this.#loading ??= this.#open();
    return this.#loading;
  }

  async #open(): Promise<CallManager> {
    const manager = await this.#create();
    this.#manager = manager;
    copyInto(this.current, manager.current);
    copyInto(this.devices, manager.devices);
    copyInto(this.preview, manager.preview);
    this.#tell(manager);
    return manager;
  }

  async #create(): Promise<CallManager> {
    const { signal } = this.#ending;
    try {
      const createCalls = await this.#parts.loadCalls();
      signal.throwIfAborted();
      return createCalls(this.#parts);
    } catch (error) {
      this.#loading = null;
      if (!signal.aborted) this.#again.start(AGAIN_MS, () => void this.#load().catch(() => {}));
      throw new CallError("OFFLINE", error instanceof Error ? error.message : String(error));
    }
  }
}

/** Keeps `target` equal to `source`; both begin alike. */
function copyInto<T>(target: Source<T>, source: Observable<T>): void {
  source.subscribe(() => target.set(source.get()));
}

function countMissed(mirror: Mirror, userId: string): number {
  const row = CallsChange.safeParse(mirror.rowOf("calls", userId)?.row);
  return row.success ? row.data.missed : 0;
}
