import type { Call } from "@parley/protocol/calls";
import { callIdOf, isOwn, placeIn, type CallState } from "./call-state.ts";
import { CALL_KEY, type Keeping } from "./keeping.ts";
import type { SentMedia } from "./media-engine.ts";

/** Where a tab was in a call. */
export interface RememberedCall extends SentMedia {
  callId: string;
  joinId: string | null;
}

/** What a tab keeps of its call over a reload. */
export class CallMemory {
  readonly #tab: Keeping;
  /** Where the tab was before it was loaded; null once that has been dealt with. */
  #before: RememberedCall | null;

  constructor(tab: Keeping) {
    this.#tab = tab;
    this.#before = parseCall(tab.read(CALL_KEY));
  }

  keep(state: CallState, { mic, cam }: SentMedia): void {
    const callId = callIdOf(state);
    if (isOwn(state) && callId !== null) {
      this.#before = null;
      this.#tab.write(CALL_KEY, JSON.stringify({ callId, joinId: state.joinId, mic, cam }));
    } else if (!this.#before) {
      this.#tab.write(CALL_KEY, null);
    }
  }

  /** A copy of a tab that is in a call remembers it too, and is not the one that was in it. */
  forget(callId: string): void {
    if (this.#before?.callId === callId) this.#before = null;
  }

  /** Hands over, once, that this tab had this place in the call. */
  take(call: Call, userId: string): RememberedCall | null {
    const before = this.#before;
    if (before?.callId !== call.id) return null;
    this.#before = null;
    const isSame = before.joinId === null || placeIn(call, userId)?.joinId === before.joinId;
    return isSame ? before : null;
  }
}

function parseCall(text: string | null): RememberedCall | null {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? "null");
  } catch {
    return null;
  }
  if (typeof kept !== "object" || kept === null) return null;
  const { callId, joinId, mic, cam } = kept as Record<string, unknown>;
  if (typeof callId !== "string" || (typeof joinId !== "string" && joinId !== null)) return null;
  return { callId, joinId, mic: mic === true, cam: cam === true };
}
