import type { Executor } from "./database.ts";

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
}
