import type { CallMedia, CallReason } from "@parley/protocol/calls";
import { beforeEach, expect, test, vi } from "vitest";
import { describeCall, describeDuration, isMissedCall } from "./call-words.ts";

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
});

function told(reason: CallReason, seconds = 0, media: CallMedia = "voice") {
  return { media, reason, seconds };
}

test("a call that was held says its kind and length", () => {
  expect(describeCall(told("completed", 725), true)).toBe("Voice call, 12 minutes");
  expect(describeCall(told("failed", 42, "video"), false)).toBe("Video call, 42 seconds");
});

test("who was called has missed what they did not answer, and the caller got no answer", () => {
  expect(describeCall(told("timeout", 0, "video"), false)).toBe("Missed video call");
  expect(describeCall(told("cancelled"), false)).toBe("Missed voice call");
  expect(describeCall(told("busy"), false)).toBe("Missed voice call");
  expect(describeCall(told("timeout"), true)).toBe("No answer");
  expect(describeCall(told("cancelled"), true)).toBe("Cancelled");
  expect(describeCall(told("busy"), true)).toBe("In another call");
});

test("a declined call is not a missed one, for neither side", () => {
  expect(describeCall(told("declined"), true)).toBe("Declined");
  expect(describeCall(told("declined"), false)).toBe("Declined");
  expect(isMissedCall(told("declined"), false)).toBe(false);
});

test("a call without media says so", () => {
  expect(describeCall(told("failed"), true)).toBe("The call did not connect");
  expect(describeCall(told("lost"), false)).toBe("The call did not connect");
});

test("lengths are said in the largest units that matter", () => {
  expect(describeDuration(0)).toBe("1 second");
  expect(describeDuration(59)).toBe("59 seconds");
  expect(describeDuration(60)).toBe("1 minute");
  expect(describeDuration(3_600)).toBe("1 hour");
  expect(describeDuration(3_900)).toBe("1 hour 5 minutes");
});
