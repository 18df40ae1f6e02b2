import type { Clock } from "./clock.ts";
import { rateLimited } from "./errors.ts";

/** Limits on the hot path: in this node's memory, exact over a sliding window. */
export interface HotLimits {
  /** Counts `count` messages of this person; throws RATE_LIMITED and counts nothing when it is too many. */
  takeMessages(userId: string, count: number): void;
  /** Counts one command of this socket, or of this session over HTTP; throws RATE_LIMITED. */
  takeCommand(source: string): void;
  /** Counts one command of this socket that belongs to the signaling of a call; throws RATE_LIMITED. */
  takeSignaling(source: string): void;
  /** Counts one signal from one joined device to another; throws RATE_LIMITED. */
  takeSignal(pair: string): void;
}

interface Rule {
  limit: number;
  windowMs: number;
}

interface Hit {
  at: number;
  count: number;
}

const MESSAGES: readonly Rule[] = [
  { limit: 30, windowMs: 10_000 },
  { limit: 300, windowMs: 600_000 },
];
const COMMANDS: readonly Rule[] = [{ limit: 60, windowMs: 10_000 }];
/** Signals to several others, their acknowledgements and heartbeats. */
const SIGNALING: readonly Rule[] = [{ limit: 240, windowMs: 10_000 }];
const SIGNALS: readonly Rule[] = [{ limit: 60, windowMs: 10_000 }];
/** Keys that have gone quiet are forgotten when this many hits were counted since the last time. */
const SWEEP_AFTER = 10_000;

export function createHotLimits({ clock, enabled }: { clock: Clock; enabled: boolean }): HotLimits {
  if (!enabled) {
    return { takeMessages() {}, takeCommand() {}, takeSignaling() {}, takeSignal() {} };
  }
  const messages = createWindows(clock, MESSAGES);
  const commands = createWindows(clock, COMMANDS);
  const signaling = createWindows(clock, SIGNALING);
  const signals = createWindows(clock, SIGNALS);
  return {
    takeMessages: messages,
    takeCommand: (source) => commands(source, 1),
    takeSignaling: (source) => signaling(source, 1),
    takeSignal: (pair) => signals(pair, 1),
  };
}

function createWindows(clock: Clock, rules: readonly Rule[]): (key: string, count: number) => void {
  const hits = new Map<string, Hit[]>();
  const longest = Math.max(...rules.map(({ windowMs }) => windowMs));
  let sinceSweep = 0;

  function sweep(now: number): void {
    sinceSweep = 0;
    for (const [key, list] of hits) {
      if ((list.at(-1)?.at ?? 0) <= now - longest) hits.delete(key);
    }
  }

  return function take(key, count) {
    const now = clock.now().getTime();
    const list = (hits.get(key) ?? []).filter(({ at }) => at > now - longest);
    const wait = Math.max(...rules.map((rule) => timeUntilFree(list, rule, { now, count })));
    if (wait > 0) throw rateLimited(wait);
    list.push({ at: now, count });
    hits.set(key, list);
    sinceSweep += 1;
    if (sinceSweep >= SWEEP_AFTER) sweep(now);
  };
}

/** Milliseconds until `count` more fit into the window; 0 when they fit now. */
function timeUntilFree(
  list: readonly Hit[],
  { limit, windowMs }: Rule,
  { now, count }: { now: number; count: number },
): number {
  const recent = list.filter(({ at }) => at > now - windowMs);
  let excess = recent.reduce((sum, hit) => sum + hit.count, count) - limit;
  for (const hit of recent) {
    if (excess <= 0) return 0;
    excess -= hit.count;
    if (excess <= 0) return hit.at + windowMs - now;
  }
  return excess <= 0 ? 0 : windowMs;
}
