import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { effectsOf } from "./call-effects.ts";
import { summarize } from "./present.ts";
import { LEASE_MS, reduceCall } from "./reduce-call.ts";
import type { CallAct } from "./reduce-call.ts";
import type { CallRecord, Participant } from "./types.ts";

const RUNS = 3_000;
const START = Date.parse("2026-03-01T12:00:00.000Z");
const RING_MS = 30_000;
const SILENT = { mic: false, cam: false, screen: false, hand: false };

const [CALLER, CALLEE] = [newId(START), newId(START)];

function ringing(): CallRecord {
  const caller: Participant = {
    ...SILENT,
    userId: CALLER,
    state: "joined",
    joinId: newId(START),
    device: "caller-0",
    leaseUntil: new Date(START + LEASE_MS),
  };
  const callee: Participant = {
    ...SILENT,
    userId: CALLEE,
    state: "ringing",
    joinId: null,
    device: null,
    leaseUntil: null,
  };
  return {
    id: newId(START),
    conversationId: newId(START),
    media: "voice",
    state: "ringing",
    reason: null,
    version: 1,
    epoch: 1,
    transport: "mesh",
    startedBy: CALLER,
    ringUntil: new Date(START + RING_MS),
    startedAt: null,
    endedAt: null,
    participants: [caller, callee],
  };
}

/** What somebody does after a while; the moment and the new join id are filled in as it happens. */
interface Step {
  kind: CallAct["kind"];
  isCaller: boolean;
  device: number;
  afterMs: number;
  isFailed: boolean;
  mic: boolean;
}

const KINDS: readonly CallAct["kind"][] = [
  "accept",
  "join",
  "reject",
  "hang-up",
  "media",
  "nobody-free",
  "ring-over",
  "leases-over",
];

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...KINDS) },
    { weight: 6, arbitrary: fc.constantFrom("accept" as const, "join" as const) },
    { weight: 1, arbitrary: fc.constant("disallow" as const) },
  ),
  isCaller: fc.boolean(),
  device: fc.nat(2),
  afterMs: fc.oneof(fc.nat(2_000), fc.nat(60_000)),
  isFailed: fc.boolean(),
  mic: fc.boolean(),
});

function toAct(step: Step, at: Date): CallAct {
  const userId = step.isCaller ? CALLER : CALLEE;
  const device = `${step.isCaller ? "caller" : "callee"}-${step.device}`;
  switch (step.kind) {
    case "accept":
    case "join":
      return { kind: step.kind, userId, device, joinId: newId(at.getTime()), at };
    case "reject":
      return { kind: "reject", userId, at };
    case "hang-up":
      return { kind: "hang-up", userId, reason: step.isFailed ? "failed" : "completed", at };
    case "media":
      return { kind: "media", userId, device, media: { ...SILENT, mic: step.mic } };
    default:
      return { kind: step.kind, at };
  }
}

interface Moment {
  before: CallRecord;
  act: CallAct;
  at: Date;
  after: CallRecord;
}

/** Every transition that these steps make, from the moment at which it begins to ring. */
function play(steps: readonly Step[]): { moments: Moment[]; last: CallRecord; ignored: number } {
  let call = ringing();
  let time = START;
  let ignored = 0;
  const moments: Moment[] = [];
  for (const step of steps) {
    time += step.afterMs;
    const at = new Date(time);
    const act = toAct(step, at);
    const after = reduceCall(call, act);
    if (!after) {
      ignored += 1;
      continue;
    }
    moments.push({ before: call, act, at, after });
    call = after;
  }
  return { moments, last: call, ignored };
}

function holds(check: (played: ReturnType<typeof play>) => void): void {
  const steps = fc.array(anyStep, { maxLength: 25 });
  fc.assert(
    fc.property(steps, (list) => check(play(list))),
    { numRuns: RUNS },
  );
}

function person({ participants }: CallRecord, userId: string): Participant {
  const found = participants.find((one) => one.userId === userId);
  if (!found) throw new Error("Somebody is missing.");
  return found;
}

describe("any acts in any order", () => {
  test("S2: one device joins, and every ring is stopped exactly once", () => {
    holds(({ moments, last }) => {
      const stops = moments.flatMap(({ before, after }) => effectsOf(before, after).stops);
      const isOver = last.state !== "ringing";
      expect(stops.map(({ userId }) => userId)).toEqual(isOver ? [CALLEE] : []);
      const accepts = moments.filter(({ act }) => act.kind === "accept");
      const answered = stops.filter(({ reason }) => reason === "answered-elsewhere");
      expect([accepts.length, answered.length]).toEqual(last.startedAt ? [1, 1] : [0, 0]);
    });
  });

  test("S4: once its time is over nothing rings", () => {
    holds(({ last }) => {
      const at = new Date(START + RING_MS);
      const swept = reduceCall(last, { kind: "ring-over", at }) ?? last;
      expect(swept.state).not.toBe("ringing");
      expect(swept.participants.some(({ state }) => state === "ringing")).toBe(false);
      const early = reduceCall(ringing(), { kind: "ring-over", at: new Date(at.getTime() - 1) });
      expect(early).toBeNull();
    });
  });

  test("S5: there is never a call with one party, and cancelling never ends one that was accepted", () => {
    holds(({ moments }) => {
      for (const { after } of moments) {
        const joined = after.participants.filter(({ state }) => state === "joined").length;
        expect(joined).toBe({ ringing: 1, active: 2, ended: 0 }[after.state]);
        const whileRinging = ["cancelled", "declined", "busy", "timeout"];
        const isSilent = whileRinging.includes(after.reason ?? "");
        const isTalk = ["completed", "failed"].includes(after.reason ?? "");
        expect(after.startedAt === null ? isTalk : isSilent).toBe(false);
      }
    });
  });

  test("S6: what has ended stays as it is", () => {
    holds(({ moments }) => {
      const ends = moments.filter(({ after }) => after.state === "ended");
      expect(ends.length).toBeLessThanOrEqual(1);
      expect(ends).toEqual(ends.length > 0 ? moments.slice(-1) : []);
    });
  });

  test("S7: a call that has ended has one reason and a duration within its life", () => {
    holds(({ last, moments }) => {
      if (last.state !== "ended") return;
      const { reason, seconds } = summarize(last);
      expect(reason).toBe(last.reason);
      const lived = ((moments.at(-1)?.at.getTime() ?? START) - START) / 1_000;
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(lived);
      expect(last.startedAt === null && seconds > 0).toBe(false);
    });
  });

  test("S3: nobody is left ringing or joined in a call that has ended, so that they are free", () => {
    holds(({ last }) => {
      if (last.state !== "ended") return;
      for (const { state } of last.participants) expect(["ringing", "joined"]).not.toContain(state);
    });
  });

  test("CALL-2: each transition is one version; a rebuilding is one epoch and a greater join id", () => {
    holds(({ moments }) => {
      for (const { before, act, after } of moments) {
        expect(after.version).toBe(before.version + 1);
        expect(after.epoch - before.epoch).toBe(act.kind === "join" ? 1 : 0);
        const grants = effectsOf(before, after).grants.length;
        expect(grants).toBe(act.kind === "join" || act.kind === "accept" ? 2 : 0);
      }
    });
  });

  test("C2: a call is lost only when nobody's device was heard of for the whole lease", () => {
    holds(({ moments }) => {
      for (const { before, act, at, after } of moments) {
        if (act.kind !== "leases-over") continue;
        const leases = before.participants
          .filter(({ state }) => state === "joined")
          .map(({ leaseUntil }) => leaseUntil?.getTime() ?? 0);
        expect(Math.max(...leases)).toBeLessThanOrEqual(at.getTime());
        expect(after.endedAt?.getTime()).toBe(Math.max(...leases) - LEASE_MS);
      }
    });
  });
});

describe("one act", () => {
  const at = new Date(START + 1_000);
  const accepted = reduceCall(ringing(), {
    kind: "accept",
    userId: CALLEE,
    device: "callee-0",
    joinId: newId(at.getTime()),
    at,
  });

  test.for([
    ["reject", { kind: "reject", userId: CALLEE, at }, "declined", "declined"],
    ["cancel", { kind: "hang-up", userId: CALLER, reason: "completed", at }, "cancelled", "missed"],
    ["time", { kind: "ring-over", at: new Date(START + RING_MS) }, "timeout", "missed"],
    ["block", { kind: "disallow", at }, "not-allowed", "missed"],
  ] as const)("a ring ends by %s", ([, act, reason, callee]) => {
    const ended = reduceCall(ringing(), act);
    expect(ended).toMatchObject({ state: "ended", reason, ringUntil: null });
    expect(ended && person(ended, CALLEE).state).toBe(callee);
  });

  test("what does not concern one's own ring or place changes nothing", () => {
    const ring = ringing();
    const acts: CallAct[] = [
      { kind: "reject", userId: CALLER, at },
      { kind: "hang-up", userId: CALLEE, reason: "completed", at },
      { kind: "accept", userId: CALLER, device: "caller-1", joinId: newId(), at },
      { kind: "join", userId: CALLEE, device: "callee-0", joinId: newId(), at },
      { kind: "media", userId: CALLEE, device: "callee-0", media: { ...SILENT, mic: true } },
      { kind: "media", userId: CALLER, device: "caller-1", media: { ...SILENT, mic: true } },
      { kind: "media", userId: CALLER, device: "caller-0", media: SILENT },
      { kind: "nobody-free", at },
    ];
    for (const act of acts) expect([act.kind, reduceCall(ring, act)]).toEqual([act.kind, null]);
  });

  test("a joined person's other device hangs up too, and media tells the others", () => {
    if (!accepted) throw new Error("Accepting did nothing.");
    const told = reduceCall(accepted, {
      kind: "media",
      userId: CALLEE,
      device: "callee-0",
      media: { ...SILENT, cam: true },
    });
    expect(told && effectsOf(accepted, told).media.map(({ userId }) => userId)).toEqual([CALLEE]);
    const ended = reduceCall(accepted, { kind: "hang-up", userId: CALLER, reason: "failed", at });
    expect(ended?.reason).toBe("failed");
    expect(ended && effectsOf(accepted, ended).ended.toSorted()).toEqual(["callee-0", "caller-0"]);
  });
});
