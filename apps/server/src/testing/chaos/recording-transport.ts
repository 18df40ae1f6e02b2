import { TransportError } from "@parley/client/transport";
import type { Transport, TransportEvent } from "@parley/client/transport";
import type { Store } from "@parley/client/store/store";
import type { Message } from "@parley/protocol/messages";
import type { HeldRow } from "./checker/history.ts";
import type { Recorder } from "./recorder.ts";

/** A transport that writes down all that passes, and can be taken away. */
export interface RecordingTransport extends Transport {
  setReachable(isReachable: boolean): void;
  /** For good: the process around it is gone. */
  kill(): void;
}

interface Parts {
  inner: Transport;
  recorder: Recorder;
  store: Store;
  device: string;
  user: string;
}

export function recordTransport(parts: Parts): RecordingTransport {
  const { inner } = parts;
  const listeners = new Set<(event: TransportEvent) => void>();
  const killing = new AbortController();
  let isReachable = true;

  function tell(event: TransportEvent): void {
    for (const listener of listeners) listener(event);
  }

  function checkReachable(): void {
    if (!isReachable || killing.signal.aborted) throw new TransportError("There is no network.");
  }

  function whileReachable<A extends unknown[], R>(request: (...args: A) => Promise<R>) {
    return async (...args: A): Promise<R> => {
      checkReachable();
      return request(...args);
    };
  }

  inner.subscribe((event) => {
    if (!isReachable) return;
    noteEvent(parts, event);
    tell(event);
  }, killing.signal);

  return {
    connect() {
      if (isReachable && !killing.signal.aborted) return inner.connect();
      const refusal = { code: null, message: "There is no network.", retryAfterMs: null };
      queueMicrotask(() => tell({ type: "refused", ...refusal }));
    },
    disconnect: () => inner.disconnect(),
    subscribe(listener, signal) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener));
    },
    async command(name, payload) {
      checkReachable();
      const t = parts.recorder.now();
      const answer = inner.command(name, payload);
      void noteCommand(parts, { t, name, payload }, answer);
      return answer;
    },
    sync: whileReachable(inner.sync),
    history: whileReachable(inner.history),
    ice: whileReachable(inner.ice),
    markCallsSeen: whileReachable(inner.markCallsSeen),
    setReachable(value) {
      if (isReachable === value) return;
      isReachable = value;
      if (value) return;
      inner.disconnect();
      tell({ type: "disconnected" });
    },
    kill() {
      killing.abort();
      listeners.clear();
      inner.disconnect();
    },
  };
}

function noteEvent({ recorder, device, user }: Parts, event: TransportEvent): void {
  if (event.type !== "event") return;
  if (event.event.name === "conversation:changed") {
    const { epoch, conversationId, since, ver, messages = [] } = event.event.payload;
    const rows = messages.map(toHeldRow);
    const heard = { epoch, since, ver, messages: rows };
    recorder.write({ act: "heard", device, user, conversation: conversationId, ...heard });
  }
  if (event.event.name === "presence:changed") {
    const { userId, state } = event.event.payload;
    recorder.write({ act: "watched", device, user, conversation: "all", of: userId, state });
  }
}

export function toHeldRow({ id, senderId, seq, ver, body }: Message): HeldRow {
  return { id, sender: senderId, seq, ver, body };
}

interface Given {
  t: number;
  name: string;
  payload: unknown;
}

interface Whole {
  conversationId: string;
  id: string;
  body?: string;
  messages: { id: string; body: string }[];
  delivered?: number;
  read?: number;
}

async function noteCommand(parts: Parts, given: Given, answering: Promise<unknown>): Promise<void> {
  const { recorder, store, device, user } = parts;
  const { t, name } = given;
  const payload = given.payload as Whole;
  const base = { t, device, user, conversation: payload.conversationId };
  if (name === "receipt:advance") {
    const held = await store
      .read((tx) => tx.get("conversations", payload.conversationId))
      .catch(() => undefined);
    const { delivered = 0, read = 0 } = payload;
    const top = held ? (held.ranges.at(-1)?.[1] ?? 0) : null;
    recorder.write({ act: "receipted", ...base, delivered, read, top });
    return;
  }
  const answer = (await answering.catch(() => null)) as Acknowledged | null;
  const until = recorder.now();
  const epoch = answer?.epoch ?? null;
  const error = answer?.ok ? null : (answer?.error?.code ?? "NO_ANSWER");
  if (name === "message:send") {
    const messages = payload.messages.map(({ id, body }) => ({ id, body }));
    const results = answer?.ok ? (answer.results ?? []).map(toOutcome) : null;
    recorder.write({ act: "sent", ...base, until, messages, epoch, results, error });
  } else if (name === "message:edit" || name === "message:delete") {
    const act = name === "message:edit" ? "edited" : "deleted";
    const body = payload.body ?? null;
    const ver = answer?.ver ?? null;
    recorder.write({ act, ...base, until, id: payload.id, body, epoch, ver, error });
  }
}

interface Acknowledged {
  ok: boolean;
  epoch?: string;
  ver?: number;
  error?: { code: string };
  results?: ({ ok: true; seq: number; ver: number; at: string; duplicate: boolean } | Failed)[];
}

interface Failed {
  ok: false;
  error: { code: string };
}

function toOutcome(result: NonNullable<Acknowledged["results"]>[number]) {
  if (!result.ok) return { error: result.error.code };
  const { seq, ver, at, duplicate } = result;
  return { seq, ver, at, duplicate };
}
