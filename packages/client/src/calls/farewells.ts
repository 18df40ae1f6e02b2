import type { Call } from "@parley/protocol/calls";
import type { CommandPayload } from "@parley/protocol/commands";
import { callIdOf, type Machine } from "./call-state.ts";
import { isPassing, type CallCommandName } from "./ask-call.ts";

/** How a call was left: the command that the server has to hear. */
export interface Farewell {
  name: Extract<CallCommandName, "call:cancel" | "call:reject" | "call:leave" | "call:end">;
  payload: CommandPayload<"call:end">;
}

/** What the server has to hear of a call that this tab was in; null when it knows, or does not care. */
export function farewellOf(before: Machine, { state, closed, known }: Machine): Farewell | null {
  const callId = callIdOf(before.state);
  if (callId === null || !closed.includes(callId)) return null;
  if (known?.id === callId && known.state === "ended") return null;
  if (state.at === "ended" && state.reason === "failed") {
    return { name: "call:end", payload: { callId, reason: "failed" } };
  }
  const name = before.state.at === "outgoing" ? "call:cancel" : "call:leave";
  return { name, payload: { callId } };
}

export interface FarewellParts {
  isConnected(): boolean;
  ask(farewell: Farewell): Promise<Call>;
  onAnswer(call: Call): void;
}

/** Tells the server what this device has left, as soon as it can be reached. */
export class Farewells {
  readonly #parts: FarewellParts;
  readonly #waiting = new Map<string, Farewell>();

  constructor(parts: FarewellParts) {
    this.#parts = parts;
  }

  say(farewell: Farewell): Promise<void> {
    this.#waiting.set(farewell.payload.callId, farewell);
    return this.#send(farewell);
  }

  /** The call is entered again, or over. */
  forget(callId: string): void {
    this.#waiting.delete(callId);
  }

  handleConnected(): void {
    for (const farewell of Array.from(this.#waiting.values())) void this.#send(farewell);
  }

  async #send(farewell: Farewell): Promise<void> {
    if (!this.#parts.isConnected()) return;
    const { callId } = farewell.payload;
    try {
      const call = await this.#parts.ask(farewell);
      if (this.#waiting.get(callId) === farewell) this.#waiting.delete(callId);
      this.#parts.onAnswer(call);
    } catch (error) {
      const isOver = !isPassing(error) && this.#waiting.get(callId) === farewell;
      if (isOver) this.#waiting.delete(callId);
    }
  }
}
