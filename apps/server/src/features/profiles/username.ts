import { foldText } from "./fold.ts";
import { transliterate } from "./transliterate.ts";

const SHORTEST = 3;
/** Leaves room for an underscore and six digits within the thirty characters of a username. */
const LONGEST_BASE = 22;
const NAMELESS = "learner";

/** A whole number from 0 up to, not including, `below`. */
export type RandomBelow = (below: number) => number;

/** A username out of a name in any script: `Zoë Öz` → `zoe_oz`, `Иван` → `ivan`, `山田` → `learner`. */
export function usernameBase(name: string): string {
  const base = transliterate(foldText(name))
    .replace(/['’ʼ`´]/g, "")
    .replace(/[^a-z0-9.]+/g, "_")
    .replace(/\.+/g, ".")
    .slice(0, LONGEST_BASE)
    .replace(/^[._]+|[._]+$/g, "");
  return /[a-z]/.test(base) ? base : NAMELESS;
}

/** The `attempt`-th candidate, from 0: the plain base where it will do, then with ever more digits. */
export function usernameCandidate(base: string, attempt: number, random: RandomBelow): string {
  if (attempt === 0 && base.length >= SHORTEST && base !== NAMELESS) return base;
  const digits = Math.min(6, 3 + Math.floor(attempt / 2));
  const number = String(random(10 ** digits)).padStart(digits, "0");
  return base === NAMELESS ? `${base}${number}` : `${base}_${number}`;
}
