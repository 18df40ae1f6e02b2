import { describe, expect, test } from "vitest";
import { AppError } from "#kernel/errors";
import { decideStart, findEnds } from "./policy.ts";
import type { CallRecord, Participant } from "./types.ts";

function codeOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe("who may start", () => {
  test.for([
    [true, null, false, "ring"],
    [true, "ringing", false, "accept"],
    [true, "joined", true, "accept"],
    [true, "joined", false, "CONFLICT"],
    [true, "left", false, "CONFLICT"],
    [true, "absent", false, "CONFLICT"],
    [false, null, false, "CANNOT_WRITE"],
    [false, "ringing", false, "CANNOT_WRITE"],
  ] as const)("writes %s, in the live call %s, took it %s: %s", (row) => {
    const [canWrite, inLiveCall, hasAccepted, outcome] = row;
    expect(codeOf(() => decideStart({ canWrite, inLiveCall, hasAccepted }))).toBe(outcome);
  });
});

describe("X2: who may signal to whom", () => {
  const sent = { mic: true, cam: false, screen: false, hand: false, leaseUntil: new Date() };
  const joined = (userId: string): Participant => ({
    ...sent,
    userId,
    state: "joined",
    joinId: `join-${userId}`,
    device: `device-${userId}`,
  });
  const call: CallRecord = {
    id: "call",
    conversationId: "conversation",
    media: "voice",
    state: "active",
    reason: null,
    version: 2,
    epoch: 3,
    transport: "mesh",
    startedBy: "a",
    ringUntil: null,
    startedAt: new Date(),
    endedAt: null,
    participants: [joined("a"), joined("b")],
  };
  const signal = { userId: "a", device: "device-a", to: "join-b", epoch: 3 };
  const ring: CallRecord = {
    ...call,
    state: "ringing",
    participants: [joined("a"), { ...joined("b"), state: "ringing", joinId: null, device: null }],
  };

  test.for([
    ["joined to joined", call, {}, "join-a>device-b"],
    ["from somebody who is not in it", call, { userId: "c" }, "NOT_FOUND"],
    ["from a device that is not joined", call, { device: "device-x" }, "FORBIDDEN"],
    ["from somebody whom it rings for", ring, { userId: "b", to: "join-a" }, "FORBIDDEN"],
    ["before anybody has accepted", ring, {}, null],
    ["to oneself", call, { to: "join-a" }, null],
    ["to a place that there is not", call, { to: "join-x" }, null],
    ["of an earlier epoch", call, { epoch: 2, device: "device-x" }, null],
    ["after the end", { ...call, state: "ended" as const }, {}, null],
  ] as const)("%s", ([, state, change, outcome]) => {
    const found = codeOf(() => {
      const ends = findEnds(state, { ...signal, ...change });
      return ends && `${ends.from}>${ends.to.device}`;
    });
    expect(found).toBe(outcome);
  });
});
