import type { CallMediaChanged } from "@parley/protocol/calls";
import type { Call } from "@parley/protocol/calls";
import { isOwn, placeIn, type CallState } from "./call-state.ts";
import type { LocalMedia } from "./views.ts";

type Told = Pick<CallMediaChanged, "callId" | "mic" | "cam" | "screen" | "hand">;

export interface MediaTellerParts {
  userId: string;
  getState(): CallState;
  getLocal(): LocalMedia;
  isConnected(): boolean;
  ask(told: Told): Promise<Call>;
  onAnswer(call: Call): void;
}

/** Keeps what the others believe this device to send equal to what it sends. */
export class MediaTeller {
  readonly #parts: MediaTellerParts;
  #telling: string | null = null;

  constructor(parts: MediaTellerParts) {
    this.#parts = parts;
  }

  /** Something has changed here, or in the call, or there is a connection again. */
  async update(): Promise<void> {
    const { userId, getState, isConnected, ask, onAnswer } = this.#parts;
    const state = getState();
    const call = isOwn(state) && state.joinId !== null && !state.isJoining ? state.call : null;
    const own = call && placeIn(call, userId);
    if (!call || own?.state !== "joined" || !isConnected()) return;
    const { mic, cam } = this.#sent();
    const telling = `${mic}/${cam}`;
    if ((own.mic === mic && own.cam === cam) || this.#telling === telling) return;
    this.#telling = telling;
    try {
      onAnswer(await ask({ callId: call.id, mic, cam, screen: own.screen, hand: own.hand }));
    } catch {
      // The next picture of the call shows that it is not known yet.
    }
    if (this.#telling === telling) this.#telling = null;
  }

  /** What really leaves this device: a microphone that is wanted and absent says nothing. */
  #sent(): { mic: boolean; cam: boolean } {
    const { mic, cam, micTrack, camTrack } = this.#parts.getLocal();
    return { mic: mic && micTrack !== null, cam: cam && camTrack !== null };
  }
}
