import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

export type Purpose = "signup" | "reset";

/** A new password is worth more guesses than an account that does not exist yet. */
const DIGITS: Record<Purpose, number> = { signup: 6, reset: 8 };

export function makeCode(purpose: Purpose): string {
  const digits = DIGITS[purpose];
  return String(randomInt(10 ** digits)).padStart(digits, "0");
}

/** The code as it is read aloud: "482 913", "4829 1304". */
export function spaceCode(code: string): string {
  return `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`;
}

/** What people paste: spaces, hyphens and digits of other widths are theirs to use. */
export function readCode(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/[\s-]/g, "");
}

export interface CodePlace {
  challengeId: string;
  purpose: Purpose;
  pepper: Uint8Array;
}

/** The stored form of a code; it fits this very challenge alone. */
export function sealCode(code: string, { challengeId, purpose, pepper }: CodePlace): Buffer {
  return createHmac("sha256", pepper).update(`${challengeId}:${purpose}:${code}`).digest();
}

/** A decoy (null) takes as long and fits nothing. */
export function isSealed(sealed: Uint8Array | null, code: string, place: CodePlace): boolean {
  const given = sealCode(code, place);
  const isEqual = timingSafeEqual(given, sealed ?? randomBytes(given.length));
  return isEqual && sealed !== null;
}
