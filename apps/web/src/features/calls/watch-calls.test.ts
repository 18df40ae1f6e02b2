import type { CallEndReason, CallView } from "@parley/client/calls/views";
import type { User } from "@parley/protocol/profiles";
import { createSource } from "@parley/client/observable";
import { beforeEach, expect, test, vi } from "vitest";
import { leaveStage, minimiseCall, readStage } from "#kernel/call-stage";
import { watchCalls } from "./watch-calls.ts";

const told = vi.hoisted(() => ({ toasts: [] as { text: string }[] }));
vi.mock("#kernel/toasts", () => ({
  showToast: (toast: { text: string }) => told.toasts.push(toast),
}));

const base = {
  callId: "call",
  conversationId: "conversation",
  media: "voice",
  peerId: "haruka",
} as const;
const local = {
  mic: true,
  cam: false,
  micProblem: null,
  camProblem: null,
  micTrack: null,
  camTrack: null,
};

const unknown = createSource<User | null>(null);

function outgoing(): CallView {
  return { state: "outgoing", since: 0, ringUntil: null, ...base, local };
}

function ended(reason: CallEndReason, seconds = 0): CallView {
  return { state: "ended", reason, seconds, isMine: true, ...base };
}

function watch() {
  const current = createSource<CallView>({ state: "idle" });
  const calls = { current, dismiss: () => current.set({ state: "idle" }) };
  watchCalls({ calls, user: () => unknown }, new AbortController().signal);
  return current;
}

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  told.toasts.length = 0;
  leaveStage();
});

test("a call of this tab is put on the stage, and its end stays there until it is dismissed", () => {
  const current = watch();
  current.set(outgoing());
  expect(readStage().callId).toBe("call");
  current.set(ended("timeout"));
  expect(current.get().state).toBe("ended");
  expect(told.toasts).toEqual([]);
  current.set({ state: "idle" });
  expect(readStage().callId).toBeNull();
});

test("the end of a call that is out of sight is told in a line", () => {
  const current = watch();
  current.set(outgoing());
  minimiseCall();
  current.set(ended("completed", 725));
  expect(current.get().state).toBe("idle");
  expect(told.toasts).toMatchObject([{ text: "The call has ended. 12 minutes." }]);
});

test("a ring that stops because another device answered is told, not shown", () => {
  const current = watch();
  current.set(ended("answered-elsewhere"));
  expect(current.get().state).toBe("idle");
  expect(told.toasts).toMatchObject([{ text: "Answered in another tab or on another device." }]);
});

test("whoever cancels their own call is told nothing", () => {
  const current = watch();
  current.set(outgoing());
  current.set(ended("cancelled"));
  expect(current.get().state).toBe("idle");
  expect(told.toasts).toEqual([]);
});
