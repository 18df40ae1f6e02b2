import type { CallQuality, QualityLevel } from "../calls/views.ts";
import { QUALITY_BETTER_MS, QUALITY_FIGURE_MS, QUALITY_WORSE_MS } from "./media-times.ts";
import type { PathState } from "./read-stats.ts";

/** Loss is judged over so many looks, and nothing is said before half of them. */
const LOOKS = 8;
/** How much a new round trip counts beside those before. */
const WEIGHT = 0.25;
/** A figure that moves by less than this stays as it is. */
const LEAST_STEP = 0.1;

const LEVELS = ["good", "fair", "poor"] as const satisfies readonly QualityLevel[];
/** What is still good, and what is still fair: the round trip in milliseconds, and the share that is lost. */
const BOUNDS = [
  { roundTripMs: 200, loss: 0.03 },
  { roundTripMs: 400, loss: 0.1 },
] as const;

/** Says how good a path is, calmly: a level that lasts, and a figure that stands still for a while. */
export class QualityWatch {
  #paths: PathState[] = [];
  #roundTripMs: number | null = null;
  #shown: CallQuality | null = null;
  #shownAt = 0;
  /** Since when the path is on one side of what is shown. */
  #turn: { isWorse: boolean; since: number } | null = null;

  /** The same object as before while nothing is to be shown anew. */
  look(path: PathState, now: number): CallQuality | null {
    this.#paths = [...this.#paths, path].slice(-LOOKS);
    this.#roundTripMs = smooth(this.#roundTripMs, path.roundTripMs);
    if (this.#paths.length < LOOKS / 2) return this.#shown;
    const level = this.#judge();
    if (!this.#shown || this.#hasTurned(this.#shown.level, level, now)) this.#show(level, now);
    else if (this.#isFigureOld(now)) this.#show(this.#shown.level, now);
    return this.#shown;
  }

  /** The path is lost: what comes next is another one. */
  reset(): void {
    this.#paths = [];
    this.#roundTripMs = null;
    this.#shown = null;
    this.#turn = null;
  }

  #judge(): QualityLevel {
    const roundTripMs = this.#roundTripMs ?? 0;
    const loss = this.#measureLoss();
    const isWithin = (bound: (typeof BOUNDS)[number]) =>
      roundTripMs <= bound.roundTripMs && loss <= bound.loss;
    const found = BOUNDS.findIndex(isWithin);
    return LEVELS[found] ?? "poor";
  }

  /** The share of packets lost on the way here or there, whichever is more. */
  #measureLoss(): number {
    const [first, last] = [this.#paths[0], this.#paths.at(-1)];
    if (!first || !last) return 0;
    // A late packet is taken off what was lost.
    const lost = Math.max(0, last.lost - first.lost);
    const received = Math.max(0, last.received - first.received);
    const lostHere = lost === 0 ? 0 : lost / (lost + received);
    return Math.max(lostHere, last.lossThere);
  }

  #hasTurned(shown: QualityLevel, level: QualityLevel, now: number): boolean {
    if (level === shown) {
      this.#turn = null;
      return false;
    }
    const isWorse = LEVELS.indexOf(level) > LEVELS.indexOf(shown);
    if (this.#turn?.isWorse !== isWorse) this.#turn = { isWorse, since: now };
    return now - this.#turn.since >= (isWorse ? QUALITY_WORSE_MS : QUALITY_BETTER_MS);
  }

  #isFigureOld(now: number): boolean {
    const [before, after] = [this.#shown?.roundTripMs ?? null, this.#roundTripMs];
    if (after === null || now - this.#shownAt < QUALITY_FIGURE_MS) return false;
    return before === null || Math.abs(after - before) > before * LEAST_STEP;
  }

  #show(level: QualityLevel, now: number): void {
    const roundTripMs = this.#roundTripMs === null ? null : Math.round(this.#roundTripMs);
    this.#shown = { level, roundTripMs };
    this.#shownAt = now;
    this.#turn = null;
  }
}

function smooth(before: number | null, measured: number | null): number | null {
  if (measured === null) return before;
  return before === null ? measured : before + (measured - before) * WEIGHT;
}
