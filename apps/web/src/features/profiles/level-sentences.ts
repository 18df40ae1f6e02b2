import { CEFR_LEVELS } from "@parley/protocol/profiles";
import { m } from "#messages";
import type { Level, Side } from "./edit-languages.ts";

/** The levels to choose from on each side, low to high. */
export const levelsOf: Record<Side, readonly Level[]> = {
  speaks: [...CEFR_LEVELS, "native"],
  learns: CEFR_LEVELS,
};

const sentences: Record<Side, Record<Level, (() => string) | null>> = {
  speaks: {
    A1: m.profiles_speaks_a1,
    A2: m.profiles_speaks_a2,
    B1: m.profiles_speaks_b1,
    B2: m.profiles_speaks_b2,
    C1: m.profiles_speaks_c1,
    C2: m.profiles_speaks_c2,
    native: m.profiles_speaks_native,
  },
  learns: {
    A1: m.profiles_learns_a1,
    A2: m.profiles_learns_a2,
    B1: m.profiles_learns_b1,
    B2: m.profiles_learns_b2,
    C1: m.profiles_learns_c1,
    C2: m.profiles_learns_c2,
    native: null,
  },
};

/** What somebody at this level says of themselves. */
export function describeLevel(side: Side, level: Level): string {
  return sentences[side][level]?.() ?? "";
}

/** A level as it is printed: `B1`, `Native`. */
export function levelName(level: Level): string {
  return level === "native" ? m.ui_native() : level;
}
