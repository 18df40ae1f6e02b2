import { isIPv6 } from "node:net";
import { sql } from "drizzle-orm";
import type { Clock } from "./clock.ts";
import type { Executor } from "./database.ts";
import { rateLimited } from "./errors.ts";

export interface LimitRule {
  /** What is limited and whose it is, for example `login:ip:203.0.113.7`. */
  key: string;
  limit: number;
  windowMs: number;
}

/** Limits that all nodes share, kept in the database; `LIMITS=off` lifts them. */
export interface Limits {
  /** Counts one attempt; throws RATE_LIMITED with the time left once the window is full. */
  take(executor: Executor, rule: LimitRule): Promise<void>;
  /** Gives one attempt back, for example after a right password. */
  release(executor: Executor, key: string): Promise<void>;
  /** Forgets all attempts, for example after a new password. */
  clear(executor: Executor, key: string): Promise<void>;
}

const PRUNE_EVERY_MS = 600_000;
const PRUNED_AT_ONCE = 1_000;

export function createLimits(parts: { enabled: boolean; clock: Clock }): Limits {
  let prunedAt = parts.clock.now().getTime();

  return {
    async take(executor, { key, limit, windowMs }) {
      if (!parts.enabled) return;
      const now = parts.clock.now();
      const end = new Date(now.getTime() + windowMs);
      const counted = await executor.execute<{ key: string }>(
        sql`INSERT INTO limits (key, window_start, hits, expires_at)
            VALUES (${key}, ${now}::timestamptz, 1, ${end}::timestamptz)
            ON CONFLICT (key) DO UPDATE SET
              hits = CASE WHEN limits.expires_at <= ${now}::timestamptz THEN 1 ELSE limits.hits + 1 END,
              window_start = CASE WHEN limits.expires_at <= ${now}::timestamptz
                THEN excluded.window_start ELSE limits.window_start END,
              expires_at = CASE WHEN limits.expires_at <= ${now}::timestamptz
                THEN excluded.expires_at ELSE limits.expires_at END
            WHERE limits.expires_at <= ${now}::timestamptz OR limits.hits < ${limit}
            RETURNING key`,
      );
      if (counted.length === 0) throw rateLimited(await timeLeft(executor, key, now));
      if (now.getTime() - prunedAt < PRUNE_EVERY_MS) return;
      prunedAt = now.getTime();
      await prune(executor, now);
    },

    async release(executor, key) {
      if (!parts.enabled) return;
      await executor.execute(
        sql`UPDATE limits SET hits = hits - 1 WHERE key = ${key} AND hits > 0`,
      );
    },

    async clear(executor, key) {
      await executor.execute(sql`DELETE FROM limits WHERE key = ${key}`);
    },
  };
}

/** The key of an address: one household or server has a whole /64 of IPv6. */
export function networkOf(ip: string): string {
  const address = ip.replace(/%.*$/, "").toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  // A dotted end stands for two groups.
  const groups = (list: string[]) => list.length + (list.at(-1)?.includes(".") ? 1 : 0);
  const zeros = tail === undefined ? 0 : 8 - groups(left) - groups(right);
  const all = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

async function timeLeft(executor: Executor, key: string, now: Date): Promise<number> {
  const [row] = await executor.execute<{ expires_at: Date }>(
    sql`SELECT expires_at FROM limits WHERE key = ${key}`,
  );
  return (row?.expires_at.getTime() ?? 0) - now.getTime();
}

/** Skips what others hold: a caller's transaction must never wait for this. */
async function prune(executor: Executor, now: Date): Promise<void> {
  await executor.execute(
    sql`DELETE FROM limits WHERE key IN (
          SELECT key FROM limits WHERE expires_at <= ${now}::timestamptz
          ORDER BY key LIMIT ${PRUNED_AT_ONCE} FOR UPDATE SKIP LOCKED)`,
  );
}
