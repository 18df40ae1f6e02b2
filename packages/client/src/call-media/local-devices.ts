import { createSource } from "../observable.ts";
import type { Keeping } from "../calls/keeping.ts";
import type { SentMedia } from "../calls/media-engine.ts";
import type { DeviceProblem, LocalMedia } from "../calls/views.ts";
import { DeviceChoices } from "./device-choice.ts";
import { problemOf } from "./device-errors.ts";
import type { MediaPlatform } from "./platform.ts";

type Slot = "mic" | "cam";

interface Device {
  isWanted: boolean;
  track: MediaStreamTrack | null;
  problem: DeviceProblem | null;
}

const NO_DEVICE: Device = { isWanted: false, track: null, problem: null };

const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const AUDIO = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export interface LocalDevicesParts {
  platform: MediaPlatform;
  kept: Keeping;
  /** What is sent in a slot from now on. */
  onTrack(slot: Slot, track: MediaStreamTrack | null): void;
}

/** Microphone and camera of this device. Every track that was ever opened is stopped in the end. */
export class LocalDevices {
  readonly #parts: LocalDevicesParts;
  readonly choices: DeviceChoices;
  readonly view;
  readonly #devices: Record<Slot, Device> = { mic: NO_DEVICE, cam: NO_DEVICE };
  /** Rises when everything is let go of: a device that opens after that is closed at once. */
  #edition = 0;
  #isOpen = false;

  constructor(parts: LocalDevicesParts) {
    this.#parts = parts;
    this.choices = new DeviceChoices(parts.platform, parts.kept);
    this.view = createSource<LocalMedia>(this.#look());
    parts.platform.onDeviceChange(() => void this.#handleDeviceChange());
  }

  /** Opens what is wanted; what is open already stays. */
  async open(wanted: SentMedia): Promise<void> {
    this.#isOpen = true;
    void this.choices.refresh();
    const missing = (["mic", "cam"] as const).filter(
      (slot) => wanted[slot] && !this.#devices[slot].track,
    );
    for (const slot of ["mic", "cam"] as const) this.#set(slot, { isWanted: wanted[slot] });
    if (!wanted.cam) this.#drop("cam");
    await this.#openAll(missing);
  }

  /** A microphone that is off stays open, so that it is back at once; nothing of it is sent. */
  async setMic(isOn: boolean): Promise<void> {
    this.#set("mic", { isWanted: isOn });
    this.#publish("mic");
    if (isOn && !this.#devices.mic.track) await this.#openAll(["mic"]);
  }

  /** A camera that is off is closed: its light goes out. */
  async setCam(isOn: boolean): Promise<void> {
    this.#set("cam", { isWanted: isOn });
    if (!isOn) return this.#drop("cam");
    if (!this.#devices.cam.track) await this.#openAll(["cam"]);
  }

  async choose(kind: Slot | "speaker", id: string): Promise<void> {
    this.choices.choose(kind, id);
    if (kind === "speaker" || !this.#devices[kind].track) return;
    await this.#openAll([kind]);
  }

  /** What a slot sends now. */
  sent(slot: Slot): MediaStreamTrack | null {
    const { isWanted, track } = this.#devices[slot];
    return isWanted ? track : null;
  }

  close(): void {
    this.#isOpen = false;
    this.#edition += 1;
    for (const slot of ["mic", "cam"] as const) {
      this.#devices[slot].track?.stop();
      this.#devices[slot] = NO_DEVICE;
      this.#publish(slot);
    }
    this.#show();
  }

  async #openAll(slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0 || !this.#isOpen) return;
    const edition = this.#edition;
    try {
      // Together first, so that a person is asked once.
      this.#take(slots, await this.#request(slots), edition);
    } catch (error) {
      if (slots.length === 1 || edition !== this.#edition) {
        return this.#fail(slots, error, edition);
      }
      await this.#openEach(slots, edition);
    }
    if (edition === this.#edition) void this.choices.refresh();
  }

  /** One device may serve where both do not. */
  async #openEach(slots: readonly Slot[], edition: number): Promise<void> {
    for (const slot of slots) {
      if (edition !== this.#edition) return;
      try {
        this.#take([slot], await this.#request([slot]), edition);
      } catch (error) {
        this.#fail([slot], error, edition);
      }
    }
  }

  #request(slots: readonly Slot[]): Promise<MediaStream> {
    const deviceOf = (slot: Slot) => {
      const id = this.choices.chosen(slot);
      return id === null ? {} : { deviceId: { ideal: id } };
    };
    return this.#parts.platform.getUserMedia({
      ...(slots.includes("mic") && { audio: { ...AUDIO, ...deviceOf("mic") } }),
      ...(slots.includes("cam") && { video: { ...VIDEO, ...deviceOf("cam") } }),
    });
  }

  /** Takes the tracks that are still wanted, and stops all others. */
  #take(slots: readonly Slot[], stream: MediaStream, edition: number): void {
    for (const track of stream.getTracks()) {
      const slot = track.kind === "audio" ? "mic" : "cam";
      const isLate = edition !== this.#edition || !slots.includes(slot);
      if (isLate || (slot === "cam" && !this.#devices.cam.isWanted)) {
        track.stop();
        continue;
      }
      this.#devices[slot].track?.stop();
      this.#set(slot, { track, problem: null });
      track.addEventListener("ended", () => void this.#handleEnded(slot, track));
      this.#publish(slot);
    }
  }

  #fail(slots: readonly Slot[], error: unknown, edition: number): void {
    if (edition !== this.#edition) return;
    for (const slot of slots) {
      this.#devices[slot].track?.stop();
      this.#set(slot, { track: null, problem: problemOf(error) });
      this.#publish(slot);
    }
  }

  /** It was pulled out, or another program took it: another one may serve. */
  async #handleEnded(slot: Slot, track: MediaStreamTrack): Promise<void> {
    if (this.#devices[slot].track !== track) return;
    this.#set(slot, { track: null, problem: "absent" });
    this.#publish(slot);
    if (this.#devices[slot].isWanted) await this.#openAll([slot]);
  }

  async #handleDeviceChange(): Promise<void> {
    if (!this.#isOpen) return;
    await this.choices.refresh();
    for (const slot of ["mic", "cam"] as const) {
      const { isWanted, track } = this.#devices[slot];
      const chosen = this.choices.chosen(slot);
      const { mics, cams } = this.choices.view.get();
      const isThere = (slot === "mic" ? mics : cams).some(({ id }) => id === chosen);
      const isOther = track !== null && isThere && track.getSettings().deviceId !== chosen;
      if (isWanted && (track === null || isOther)) await this.#openAll([slot]);
    }
  }

  #drop(slot: Slot): void {
    this.#devices[slot].track?.stop();
    this.#set(slot, { track: null, problem: null });
    this.#publish(slot);
  }

  #publish(slot: Slot): void {
    this.#parts.onTrack(slot, this.sent(slot));
  }

  #set(slot: Slot, part: Partial<Device>): void {
    this.#devices[slot] = { ...this.#devices[slot], ...part };
    this.#show();
  }

  #show(): void {
    const next = this.#look();
    const shown = this.view.get();
    const isSame = (Object.keys(next) as (keyof LocalMedia)[]).every(
      (key) => next[key] === shown[key],
    );
    if (!isSame) this.view.set(next);
  }

  #look(): LocalMedia {
    const { mic, cam } = this.#devices;
    return {
      mic: mic.isWanted,
      cam: cam.isWanted,
      micProblem: mic.problem,
      camProblem: cam.problem,
      micTrack: mic.track,
      camTrack: cam.track,
    };
  }
}
