import { AppError, invalid, notFound } from "#kernel/errors";
import type { RequestState } from "./store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Requests that one person may send a day, and how many of these to the same person. */
export const REQUESTS_A_DAY = { limit: 20, windowMs: DAY_MS };
export const REQUESTS_TO_ONE_A_DAY = { limit: 3, windowMs: DAY_MS };

/** For so long a refusal keeps the one who was refused from asking again; the other may ask at any time. */
export const REFUSAL_HOLDS_MS = 30 * DAY_MS;

/** How two people stand to each other as one of them is about to ask. */
export interface Relation {
  isSelf: boolean;
  exists: boolean;
  isBlocked: boolean;
  areFriends: boolean;
  hasPendingRequest: boolean;
  wasRefused: boolean;
}

/**
 * Who may ask whom. A refusal answers like a request that still waits: it gives no reason and
 * no date, and says no more than the end of the request said before.
 */
export function checkMayAsk(relation: Relation): void {
  if (relation.isSelf) throw invalid("userId", "You cannot ask yourself.");
  if (!relation.exists || relation.isBlocked) throw notFound();
  if (relation.areFriends) {
    throw new AppError("REQUEST_EXISTS", { message: "You are friends already." });
  }
  if (relation.hasPendingRequest || relation.wasRefused) throw new AppError("REQUEST_EXISTS");
}

/** What one side makes of a request. */
export type Answer = Exclude<RequestState, "pending">;

/**
 * What is left to do for an answer: a repeated one is done already (its first acknowledgement may
 * have been lost), and one that comes after another answer finds nothing.
 */
export function checkAnswer(state: RequestState, answer: Answer): "apply" | "done" {
  if (state === "pending") return "apply";
  if (state === answer) return "done";
  throw notFound();
}
