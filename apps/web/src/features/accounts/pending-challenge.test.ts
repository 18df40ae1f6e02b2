import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  forgetChallenge,
  readChallenge,
  RESEND_PAUSE_MS,
  startChallenge,
} from "./pending-challenge.ts";

const challengeId = "0190a1b2-0000-7000-8000-000000000001";
const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

afterEach(() => vi.unstubAllGlobals());

test("a code that is waited for survives a reload", () => {
  startChallenge({ purpose: "verify", email: "nora@brandt.example", challengeId });
  const challenge = readChallenge("verify", Date.now());
  expect(challenge?.email).toBe("nora@brandt.example");
  expect(challenge?.challengeId).toBe(challengeId);
  expect((challenge?.resendAt ?? 0) - (challenge?.startedAt ?? 0)).toBe(RESEND_PAUSE_MS);
});

test("a code of one purpose is no code of the other", () => {
  startChallenge({ purpose: "reset", email: "nora@brandt.example", challengeId });
  expect(readChallenge("verify", Date.now())).toBeNull();
  expect(readChallenge("reset", Date.now())).not.toBeNull();
});

test("after an hour, or when proven, nothing is waited for", () => {
  startChallenge({ purpose: "verify", email: "nora@brandt.example", challengeId });
  expect(readChallenge("verify", Date.now() + 3_600_001)).toBeNull();
  forgetChallenge();
  expect(readChallenge("verify", Date.now())).toBeNull();
});
