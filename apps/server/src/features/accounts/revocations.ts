import * as z from "zod/mini";
import type { Clock } from "#kernel/clock";
import type { Database, DatabaseTarget } from "#kernel/database";
import type { EndReason, Guard } from "#kernel/guard";
import { createListener } from "#kernel/listener";
import type { Log } from "#kernel/log";
import type { Unit } from "#kernel/unit-of-work";
import { FRESH_MS } from "./session-cookie.ts";
import { notifyNodes, readEndedSince } from "./session-store.ts";

/** What this node knows about sessions that cookies made earlier do not. */
export interface Revocations {
  isRevoked(sessionId: string): boolean;
  /** False asks for a look-up: something may have been missed, or the role has changed. */
  mayTrust(sessionId: string): boolean;
  /** Tells all nodes once the transaction commits, this one without any detour. */
  announce(unit: Unit, sessionIds: readonly string[]): Promise<void>;
  onEnded: Guard["onEnded"];
  /** Forgets what no fresh cookie can contradict any more. */
  prune(): void;
  close(): Promise<void>;
}

/** Migration 0003 names it too: there a change of role is told. */
const CHANNEL = "parley_sessions";
/** The clocks of the nodes may differ by this much. */
const MARGIN_MS = 120_000;
const KEPT_MS = FRESH_MS + MARGIN_MS;
/** A notification holds less than 8,000 bytes. */
const MOST_IN_ONE = 100;

const News = z.object({
  revoked: z.optional(z.array(z.string())),
  stale: z.optional(z.array(z.string())),
});
type News = z.infer<typeof News>;

type EndListener = (sessionIds: readonly string[], reason: EndReason) => void;

export function createRevocations(parts: {
  db: Database;
  target: DatabaseTarget;
  clock: Clock;
  log: Log;
}): Revocations {
  const { db, target, clock, log } = parts;
  const revoked = new Map<string, number>();
  const stale = new Map<string, number>();
  const listeners = new Set<EndListener>();
  /** Until then nothing was missed: however long the silence since, it is read again whole. */
  let heardUntil = clock.now().getTime();

  function learn(news: News): void {
    const until = clock.now().getTime() + KEPT_MS;
    for (const id of news.stale ?? []) stale.set(id, until);
    const ended = (news.revoked ?? []).filter((id) => !revoked.has(id));
    for (const id of ended) revoked.set(id, until);
    if (ended.length === 0) return;
    for (const tell of listeners) tell(ended, "SESSION_REVOKED");
  }

  const listener = createListener({
    target,
    channel: CHANNEL,
    log,
    hear: (payload) => learn(parseNews(payload)),
    async refresh() {
      const since = Math.min(clock.now().getTime() - KEPT_MS, heardUntil - MARGIN_MS);
      learn(await readEndedSince(db, new Date(since)));
    },
  });

  return {
    isRevoked: (sessionId) => revoked.has(sessionId),
    mayTrust: (sessionId) => listener.isUp() && !stale.has(sessionId),
    async announce(unit, sessionIds) {
      for (let start = 0; start < sessionIds.length; start += MOST_IN_ONE) {
        const news: News = { revoked: sessionIds.slice(start, start + MOST_IN_ONE) };
        await notifyNodes(unit.tx, CHANNEL, JSON.stringify(news));
      }
      unit.afterCommit(() => learn({ revoked: [...sessionIds] }));
    },
    onEnded(tell, signal) {
      if (signal.aborted) return;
      listeners.add(tell);
      signal.addEventListener("abort", () => listeners.delete(tell), { once: true });
    },
    prune() {
      const now = clock.now().getTime();
      if (listener.isUp()) heardUntil = now;
      for (const known of [revoked, stale]) {
        for (const [id, until] of known) if (until <= now) known.delete(id);
      }
    },
    close: () => listener.close(),
  };
}

/** Whoever may write to the database may say anything here. */
function parseNews(payload: string): News {
  try {
    return News.parse(JSON.parse(payload));
  } catch {
    return {};
  }
}
