import type { Keeping } from "../calls/keeping.ts";
import { createSource } from "../observable.ts";
import type { DeviceChoice, DevicesView } from "../calls/views.ts";
import type { MediaPlatform } from "./platform.ts";

type Kind = "mic" | "cam" | "speaker";

/** Which devices there are, and which were chosen; the choice outlives the call. */
export class DeviceChoices {
  readonly #platform: Pick<MediaPlatform, "enumerateDevices">;
  readonly #kept: Keeping;
  readonly view;

  constructor(platform: Pick<MediaPlatform, "enumerateDevices">, kept: Keeping) {
    this.#platform = platform;
    this.#kept = kept;
    this.view = createSource<DevicesView>({
      mics: [],
      cams: [],
      speakers: [],
      micId: kept.read(keyOf("mic")),
      camId: kept.read(keyOf("cam")),
      speakerId: kept.read(keyOf("speaker")),
    });
  }

  chosen(kind: Kind): string | null {
    const { micId, camId, speakerId } = this.view.get();
    return { mic: micId, cam: camId, speaker: speakerId }[kind];
  }

  choose(kind: Kind, id: string): void {
    this.#kept.write(keyOf(kind), id);
    this.view.set({ ...this.view.get(), [`${kind}Id`]: id });
  }

  async refresh(): Promise<void> {
    let all: MediaDeviceInfo[];
    try {
      all = await this.#platform.enumerateDevices();
    } catch {
      return;
    }
    const ofKind = (kind: MediaDeviceKind): DeviceChoice[] =>
      all
        .filter((device) => device.kind === kind && device.deviceId !== "")
        .map(({ deviceId: id, label }) => ({ id, label }));
    this.view.set({
      ...this.view.get(),
      mics: ofKind("audioinput"),
      cams: ofKind("videoinput"),
      speakers: ofKind("audiooutput"),
    });
  }
}

function keyOf(kind: Kind): string {
  return `calls.${kind}`;
}
