import type { Call, CallParticipant } from "@parley/protocol/calls";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ANA, BEN } from "../testing/people.ts";
import { reduceCall } from "./call-machine.ts";
import {
  callIdOf,
  INITIAL,
  isOwn,
  type CallEvent,
  type CallState,
  type Machine,
} from "./call-state.ts";
import { HELD_MS, RING_GRACE_MS } from "./times.ts";

const START = Date.UTC(2026, 2, 1, 9);
const RING_UNTIL = START + 30_000;
const IDS = ["call-1", "call-2"] as const;

function at(now: number) {
  return { userId: ANA, now, toLocal: (time: string) => Date.parse(time) };
}

function participant(userId: string, part: Partial<CallParticipant>): CallParticipant {
  const silent = { mic: false, cam: false, screen: false, hand: false };
  return { userId, joinId: null, state: "ringing", ...silent, ...part };
}

interface Picture {
  id?: string;
  state?: Call["state"];
  version?: number;
  startedBy?: string;
  mine?: Partial<CallParticipant>;
  reason?: Call["reason"];
}

function picture({ state = "ringing", mine = {}, reason = null, ...part }: Picture): Call {
  return {
    id: "call-1",
    conversationId: "conversation",
    media: "voice",
    state,
    reason: state === "ended" ? (reason ?? "completed") : null,
    version: 1,
    epoch: 1,
    transport: "mesh",
    startedBy: BEN,
    ringUntil: state === "ringing" ? new Date(RING_UNTIL).toISOString() : null,
    startedAt: state === "ringing" ? null : new Date(START).toISOString(),
    endedAt: state === "ended" ? new Date(START + 5_000).toISOString() : null,
    participants: [participant(ANA, mine), participant(BEN, { state: "joined", joinId: "join-1" })],
    ...part,
  };
}

function run(events: readonly CallEvent[], from: Machine = INITIAL, now = START): Machine {
  return events.reduce((machine, event) => reduceCall(machine, event, at(now)), from);
}

const RINGING = run([{ type: "snapshot", call: picture({}) }]);
const JOINED = { state: "joined", joinId: "join-2" } as const;
const ACTIVE = picture({ state: "active", version: 2, mine: JOINED });
const CONNECTED = run(
  [
    { type: "accept" },
    { type: "grant", callId: "call-1", joinId: "join-2" },
    { type: "answer", to: "accept", call: ACTIVE },
    { type: "flowing" },
  ],
  RINGING,
);

test("S2: a ring that was answered elsewhere is told once, whichever news of it comes first", () => {
  const stop = { type: "stop", callId: "call-1", reason: "answered-elsewhere" } as const;
  const news = { type: "snapshot", call: ACTIVE } as const;
  const told = run([stop], RINGING);
  expect(told.state).toMatchObject({ at: "ended", reason: "answered-elsewhere" });
  const dismissed = run([{ type: "dismiss" }], told);
  expect(dismissed.state.at).toBe("elsewhere");
  expect(run([news], dismissed).state).toEqual({ at: "elsewhere", call: ACTIVE });
  expect(run([news, { type: "dismiss" }, stop], RINGING).state.at).toBe("elsewhere");
});

test("S9: the lower version yields", () => {
  const late = { type: "snapshot", call: picture({ version: 1 }) } as const;
  expect(CONNECTED.state).toMatchObject({ at: "connected", joinId: "join-2" });
  expect(run([late], CONNECTED)).toBe(CONNECTED);
});

test("S6: what has ended for this tab is never brought back by a late word", () => {
  const left = run([{ type: "leave", reason: "completed" }], CONNECTED);
  const late: CallEvent[] = [
    { type: "snapshot", call: { ...ACTIVE, version: 9 } },
    { type: "grant", callId: "call-1", joinId: "join-9" },
    { type: "flowing" },
    { type: "stalled" },
    { type: "answer", to: "join", call: { ...ACTIVE, version: 10 } },
  ];
  expect(run(late, left).state).toMatchObject({ at: "ended", reason: "completed" });
  const dismissed = run([{ type: "dismiss" }, ...late], left);
  expect(dismissed.state).toEqual({ at: "idle" });
});

test("S1: an answer with another id is adopted, with the grant deciding the place", () => {
  const started = run([
    {
      type: "start",
      callId: "call-2",
      conversationId: "conversation",
      media: "voice",
      peerId: BEN,
    },
    { type: "snapshot", call: picture({}) },
  ]);
  expect(started.state).toMatchObject({ at: "outgoing", callId: "call-2" });
  const adopted = run([{ type: "answer", to: "initiate", call: ACTIVE }], started);
  expect(adopted.state).toMatchObject({ at: "connecting", call: { id: "call-1" }, joinId: null });
  const granted = run([{ type: "grant", callId: "call-1", joinId: "join-2" }], adopted);
  expect(granted.state).toMatchObject({ joinId: "join-2", isJoining: false });
});

test("a start that is refused shows what rings meanwhile", () => {
  const refused = run([
    {
      type: "start",
      callId: "call-2",
      conversationId: "elsewhere",
      media: "voice",
      peerId: BEN,
    },
    { type: "snapshot", call: picture({}) },
    { type: "refuse", code: "CONFLICT" },
  ]);
  expect(refused.state).toMatchObject({ at: "incoming", call: { id: "call-1" } });
});

test.each([
  ["answered-elsewhere", picture({ state: "active", version: 2, mine: JOINED })],
  ["declined-elsewhere", picture({ state: "ended", version: 2, reason: "declined" })],
  ["missed", picture({ state: "ended", version: 2, reason: "cancelled" })],
  ["missed", picture({ state: "ended", version: 2, reason: "timeout" })],
  ["not-allowed", picture({ state: "ended", version: 2, reason: "not-allowed" })],
])("a ring ends as %s", (reason, call) => {
  expect(run([{ type: "snapshot", call }], RINGING).state).toMatchObject({ at: "ended", reason });
});

test("a device whose place another one has taken says that the call was moved", () => {
  const mine = { state: "joined", joinId: "join-3" } as const;
  const moved = picture({ state: "active", version: 3, mine });
  const after = run([{ type: "snapshot", call: moved }], CONNECTED);
  expect(after.state).toMatchObject({ at: "ended", reason: "moved" });
  expect(run([{ type: "dismiss" }], after).state).toMatchObject({ at: "elsewhere" });
});

test("one's own rebuild is no move, whichever of its words comes first", () => {
  const mine = { state: "joined", joinId: "join-3" } as const;
  const call = { ...picture({ state: "active", version: 3, mine }), epoch: 2 };
  const words: CallEvent[] = [
    { type: "snapshot", call },
    { type: "grant", callId: "call-1", joinId: "join-3" },
    { type: "answer", to: "join", call },
    // Made for the place that is being given up.
    { type: "grant", callId: "call-1", joinId: "join-2" },
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: 4 }), (order) => {
      const after = run([{ type: "rebuild" }, ...order], CONNECTED);
      expect(after.state).toMatchObject({ at: "connected", joinId: "join-3", isJoining: false });
    }),
  );
});

const joinId = fc.constantFrom("join-2", "join-3", "join-4", null);
const call = fc
  .record({
    id: fc.constantFrom(...IDS),
    state: fc.constantFrom("ringing", "active", "ended"),
    version: fc.integer({ min: 1, max: 6 }),
    startedBy: fc.constantFrom(ANA, BEN),
    mine: fc.record({
      state: fc.constantFrom("ringing", "joined", "left", "declined", "missed"),
      joinId,
    }),
    reason: fc.constantFrom("completed", "declined", "cancelled", "timeout", "failed"),
  } as const)
  .map(picture);
const callId = fc.constantFrom(...IDS);
const event: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ type: fc.constant("snapshot"), call }),
  fc.record({
    type: fc.constant("start"),
    callId,
    conversationId: fc.constant("conversation"),
    media: fc.constant("voice"),
    peerId: fc.constant(BEN),
  }),
  fc.record({
    type: fc.constant("answer"),
    to: fc.constantFrom("initiate", "accept", "join"),
    call,
  }),
  fc.record({ type: fc.constant("join"), call }),
  fc.record({ type: fc.constant("grant"), callId, joinId: fc.constantFrom("join-2", "join-3") }),
  fc.record({
    type: fc.constant("stop"),
    callId,
    reason: fc.constantFrom("answered-elsewhere", "declined-elsewhere", "missed"),
  }),
  fc.record({
    type: fc.constant("leave"),
    reason: fc.constantFrom("completed", "cancelled", "failed"),
  }),
  fc.constantFrom<CallEvent>(
    { type: "accept" },
    { type: "rebuild" },
    { type: "refuse", code: "CONFLICT" },
    { type: "flowing" },
    { type: "stalled" },
    { type: "claimed" },
    { type: "dismiss" },
    { type: "tick" },
  ),
);

/** Arms that may follow each other without the person, in this tab, asking for it. */
function isAllowed(before: CallState, after: CallState, { type }: CallEvent): boolean {
  const asked = ["start", "accept", "join"].includes(type);
  if (isOwn(after) && !isOwn(before)) return asked;
  if (after.at === "connected") return before.at === "connected" || type === "flowing";
  if (after.at === "reconnecting") return before.at === "reconnecting" || type === "stalled";
  return true;
}

/** True when a call that is over for this tab is shown as one that is not. */
function isBack({ state, closed }: Machine): boolean {
  const id = callIdOf(state);
  return state.at !== "idle" && state.at !== "ended" && id !== null && closed.includes(id);
}

/** The version that the known picture of the same call may not fall below. */
function leastVersion({ known }: Machine, after: Machine): number {
  return known && known.id === after.known?.id ? known.version : 0;
}

test("S6, S9: whatever comes in whatever order, a tab enters a call only when it is asked to", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let machine = INITIAL;
      for (const one of events) {
        const before = machine;
        machine = reduceCall(before, one, at(START));
        expect(isAllowed(before.state, machine.state, one)).toBe(true);
        expect(isBack(machine)).toBe(false);
        expect(machine.known?.version ?? 0).toBeGreaterThanOrEqual(leastVersion(before, machine));
      }
    }),
    { numRuns: 5_000 },
  );
});

test("what rings or has lost its media ends by itself, after whatever came before", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const machine = run(events);
      const late = RING_UNTIL + RING_GRACE_MS + HELD_MS;
      const { state } = reduceCall(machine, { type: "tick" }, at(late));
      expect(["incoming", "reconnecting"]).not.toContain(state.at);
      // Without an answer of the server there is no end of ringing yet; the start itself gives up.
      expect(state.at === "outgoing" && state.call !== null).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
