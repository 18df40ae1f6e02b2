import { randomUUID } from "node:crypto";
import { connect } from "./database.ts";
import type { DatabaseTarget, Sql } from "./database.ts";
import type { Log } from "./log.ts";
import { pause } from "./pause.ts";

/** Hears what other nodes say through the database, and knows whether it still hears. */
export interface Listener {
  /** False from the moment on when something may have been missed, until all of it is made up for. */
  isUp(): boolean;
  close(): Promise<void>;
}

export interface ListenerParts {
  /** Leads to the database itself, never through a pooler. */
  target: DatabaseTarget;
  channel: string;
  log: Log;
  hear: (payload: string) => void;
  /** Reads again what may have been missed; runs after each connection is made, before it counts as up. */
  refresh: () => Promise<void>;
}

/** A connection that is half open looks healthy until this much silence. */
const SILENCE_MS = 10_000;
const PING_EVERY_MS = 3_000;
const RECONNECT_MS = { first: 100, most: 2_000 };

export function createListener(parts: ListenerParts): Listener {
  const closing = new AbortController();
  const ear = createEar(parts);
  const ended = keepListening(parts, ear, closing.signal);
  return {
    isUp: ear.isUp,
    async close() {
      closing.abort();
      await ended;
    },
  };
}

/** One connection after the other, for as long as the owner lives. */
async function keepListening(parts: ListenerParts, ear: Ear, signal: AbortSignal): Promise<void> {
  let wait = RECONNECT_MS.first;
  let isTold = false;
  while (!signal.aborted) {
    try {
      await openInTime(ear, signal);
      wait = RECONNECT_MS.first;
      isTold = false;
      parts.log.info({ channel: parts.channel }, "listening");
      await ear.stayWhileHeard(signal);
    } catch (error) {
      parts.log.debug({ err: error, channel: parts.channel }, "could not listen");
    }
    await ear.close();
    if (signal.aborted) return;
    if (!isTold) parts.log.warn({ channel: parts.channel }, "not listening");
    isTold = true;
    await pause(wait, signal);
    wait = Math.min(wait * 2, RECONNECT_MS.most);
  }
}

/** A network that swallows everything would otherwise hold the first step for ever. */
async function openInTime(ear: Ear, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const late = pause(SILENCE_MS, AbortSignal.any([signal, settled.signal])).then(() => {
    throw new Error("The connection was not made in time.");
  });
  try {
    await Promise.race([ear.open(), late]);
  } finally {
    settled.abort();
    late.catch(() => {});
  }
}

interface Ear {
  isUp(): boolean;
  open(): Promise<void>;
  stayWhileHeard(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

function createEar({ target, channel, hear, refresh }: ListenerParts): Ear {
  const echo = `${channel}_${randomUUID().replaceAll("-", "")}`;
  let client: Sql | null = null;
  let broken = new AbortController();
  let isComplete = false;
  let heardAt = -Infinity;

  function isUp(): boolean {
    return isComplete && performance.now() - heardAt < SILENCE_MS;
  }

  /** A connection that is lost takes the LISTEN with it, so its client is not used again. */
  function lose(): void {
    isComplete = false;
    broken.abort();
  }

  function receive(from: string, payload: string): void {
    if (from === echo) heardAt = performance.now();
    else hear(payload);
  }

  async function open(): Promise<void> {
    broken = new AbortController();
    heardAt = -Infinity;
    const mine = connect(target, {
      name: "parley listener",
      isLasting: true,
      onclose: () => mine === client && lose(),
      onnotify: (from, payload) => mine === client && receive(from, payload),
    });
    client = mine;
    await mine.unsafe(`LISTEN ${channel}; LISTEN ${echo}`);
    await mine.notify(echo, "");
    await refresh();
    isComplete = !broken.signal.aborted;
  }

  async function stayWhileHeard(signal: AbortSignal): Promise<void> {
    const end = AbortSignal.any([signal, broken.signal]);
    while (isUp()) {
      await pause(PING_EVERY_MS, end);
      if (end.aborted) return;
      // Not waited for: an answer that never comes is noticed by its silence.
      client?.notify(echo, "").catch(lose);
    }
  }

  async function close(): Promise<void> {
    const mine = client;
    client = null;
    isComplete = false;
    await mine?.end({ timeout: 0 });
  }

  return { isUp, open, stayWhileHeard, close };
}
