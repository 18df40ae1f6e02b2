import type { Call } from "@parley/protocol/calls";
import { placeIn } from "./call-state.ts";

/** Knows whether the call that goes on elsewhere is in another tab of this browser. */
export class Nearby {
  readonly #userId: string;
  #place: { callId: string; joinId: string | null } | null = null;

  constructor(userId: string) {
    this.#userId = userId;
  }

  /**
   * What another tab says of itself. The place is kept by its id: a tab that falls silent, as in a
   * reload, still has it, and a device that takes the call over has another one.
   */
  hear(call: Call, isHere: boolean): void {
    this.#place = isHere ? { callId: call.id, joinId: this.#joinIdIn(call) } : null;
  }

  has(call: Call): boolean {
    return this.#place?.callId === call.id && this.#place.joinId === this.#joinIdIn(call);
  }

  #joinIdIn(call: Call): string | null {
    return placeIn(call, this.#userId)?.joinId ?? null;
  }
}
