import { describe, expect, test } from "vitest";
import { AppError } from "./errors.ts";
import { createHotLimits } from "./hot-limits.ts";

function startLimits(enabled = true) {
  const time = { now: 1_000_000 };
  const limits = createHotLimits({ enabled, clock: { now: () => new Date(time.now) } });
  return { time, limits };
}

/** Milliseconds after which it is worth trying again; 0 when it was allowed. */
function waitOf(act: () => void): number {
  try {
    act();
    return 0;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "RATE_LIMITED") throw error;
    return error.details.retryAfterMs ?? Number.NaN;
  }
}

describe("limits on the hot path", () => {
  test("30 messages in 10 s a person, and the answer says when the next may go", () => {
    const { time, limits } = startLimits();
    for (let sent = 0; sent < 30; sent += 1) {
      limits.takeMessages("nora", 1);
      time.now += 100;
    }
    expect(waitOf(() => limits.takeMessages("nora", 1))).toBe(7_000);
    expect(waitOf(() => limits.takeMessages("haruka", 20))).toBe(0);
    time.now += 6_999;
    expect(waitOf(() => limits.takeMessages("nora", 1))).toBe(1);
    time.now += 1;
    expect(waitOf(() => limits.takeMessages("nora", 1))).toBe(0);
    expect(waitOf(() => limits.takeMessages("nora", 1))).toBeGreaterThan(0);
  });

  test("a command with several messages counts them all, and a refused one counts none", () => {
    const { limits } = startLimits();
    limits.takeMessages("nora", 20);
    expect(waitOf(() => limits.takeMessages("nora", 20))).toBe(10_000);
    expect(waitOf(() => limits.takeMessages("nora", 10))).toBe(0);
  });

  test("300 messages in 10 minutes a person", () => {
    const { time, limits } = startLimits();
    for (let sent = 0; sent < 10; sent += 1) {
      limits.takeMessages("nora", 30);
      time.now += 10_000;
    }
    expect(waitOf(() => limits.takeMessages("nora", 1))).toBe(500_000);
    time.now += 500_000;
    expect(waitOf(() => limits.takeMessages("nora", 30))).toBe(0);
  });

  test("60 commands in 10 s a socket", () => {
    const { time, limits } = startLimits();
    for (let given = 0; given < 60; given += 1) limits.takeCommand("socket");
    expect(waitOf(() => limits.takeCommand("socket"))).toBe(10_000);
    expect(waitOf(() => limits.takeCommand("another"))).toBe(0);
    time.now += 10_000;
    expect(waitOf(() => limits.takeCommand("socket"))).toBe(0);
  });

  test("switched off there are none", () => {
    const { limits } = startLimits(false);
    for (let sent = 0; sent < 100; sent += 1) {
      expect(waitOf(() => limits.takeMessages("nora", 20))).toBe(0);
    }
  });
});
