import type { Call } from "@parley/protocol/calls";
import { expect, test } from "vitest";
import { summarise } from "./summarise.ts";

function makeCall(part: Partial<Call>): Call {
  return {
    id: "call",
    conversationId: "conversation",
    media: "voice",
    state: "ended",
    reason: "completed",
    version: 3,
    epoch: 1,
    transport: "mesh",
    startedBy: "nora",
    ringUntil: null,
    startedAt: "2026-03-03T10:00:00.000Z",
    endedAt: "2026-03-03T10:12:05.900Z",
    participants: [],
    ...part,
  };
}

test("a call lasted from the first answer to its end, as its timer showed it", () => {
  expect(summarise(makeCall({}))).toEqual({
    id: "call",
    media: "voice",
    reason: "completed",
    seconds: 725,
  });
});

test("a call that nobody answered lasted no time", () => {
  const call = makeCall({ startedAt: null, reason: "timeout" });
  expect(summarise(call).seconds).toBe(0);
});
