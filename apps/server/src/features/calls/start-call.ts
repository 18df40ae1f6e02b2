import type { Call, InitiateCall } from "@parley/protocol/calls";
import { AppError, invalid, notFound } from "#kernel/errors";
import { newId } from "#kernel/ids";
import type { Unit } from "#kernel/unit-of-work";
import { acceptLocked, unansweredKey } from "./accept-call.ts";
import type { Actor } from "./act-on-call.ts";
import { decideStart, inCallAlready, STARTS_A_MINUTE, UNANSWERED_STARTS } from "./policy.ts";
import { presentCall } from "./present.ts";
import { LEASE_MS, reduceCall } from "./reduce-call.ts";
import { announce, settle } from "./settle.ts";
import { findCall, findLiveIn, insertCall, insertParticipant } from "./store.ts";
import type { CallRecord, CallsDeps, Participant } from "./types.ts";

const SILENT = { mic: false, cam: false, screen: false, hand: false };

/** Calls the other one of a direct conversation; the same start again answers with the same call. */
export async function startCall(deps: CallsDeps, actor: Actor, ask: InitiateCall): Promise<Call> {
  return deps.transact(async (unit) => {
    const { conversations } = deps;
    const member = await conversations.shared.begin(unit.tx, ask.conversationId, actor.userId);
    if (!member) throw notFound();
    const same = await findCall(unit.tx, { callId: ask.callId, userId: actor.userId });
    if (same) {
      const isRetry = same.startedBy === actor.userId && same.conversationId === ask.conversationId;
      if (!isRetry) throw new AppError("ID_TAKEN");
      return presentCall(same);
    }
    const live = await findLiveIn(unit.tx, ask.conversationId);
    const mine = live?.participants.find(({ userId }) => userId === actor.userId);
    const decision = decideStart({
      canWrite: member.canSend,
      inLiveCall: live ? (mine?.state ?? "absent") : null,
      hasAccepted: live?.startedBy !== actor.userId && mine?.device === actor.device,
    });
    if (live && decision === "accept") return acceptLocked(deps, unit, { callId: live.id, actor });
    const other = await conversations.directPartner(unit.tx, ask.conversationId, actor.userId);
    if (!other) throw invalid("conversationId", "Only two people can talk in a call.");
    await takeTurn(deps, unit, { userId: actor.userId, other });
    return ring(deps, unit, { actor, other, ask });
  });
}

async function takeTurn(
  { limits }: CallsDeps,
  { tx }: Unit,
  { userId, other }: { userId: string; other: string },
): Promise<void> {
  await limits.take(tx, { key: `call:starts:${userId}`, ...STARTS_A_MINUTE });
  await limits.take(tx, { key: unansweredKey(userId, other), ...UNANSWERED_STARTS });
}

async function ring(
  deps: CallsDeps,
  unit: Unit,
  { actor, other, ask }: { actor: Actor; other: string; ask: InitiateCall },
): Promise<Call> {
  const call = makeCall(deps, { actor, other, ask });
  if (!(await insertCall(unit.tx, call))) throw new AppError("ID_TAKEN");
  const { isBusy, participants } = await seat(unit, call);
  const made = { ...call, participants };
  if (!isBusy) {
    await announce(deps, unit, { before: null, after: made, device: actor.device });
    return presentCall(made);
  }
  const ended = reduceCall(made, { kind: "nobody-free", at: deps.clock.now() });
  if (!ended) throw new Error("A call to somebody busy did not end.");
  await settle(deps, unit, { before: made, after: ended, device: actor.device });
  return presentCall(ended);
}

/** In the order of ids, so that people who call each other crosswise never wait in a circle. */
async function seat(
  { tx }: Unit,
  call: CallRecord,
): Promise<{ isBusy: boolean; participants: Participant[] }> {
  let isBusy = false;
  const participants: Participant[] = [];
  for (const one of call.participants.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))) {
    if (await insertParticipant(tx, call.id, one)) {
      participants.push(one);
      continue;
    }
    if (one.userId === call.startedBy) throw inCallAlready();
    const busy: Participant = { ...one, state: "busy" };
    await insertParticipant(tx, call.id, busy);
    participants.push(busy);
    isBusy = true;
  }
  return { isBusy, participants };
}

function makeCall(
  { clock, ringMs }: CallsDeps,
  { actor, other, ask }: { actor: Actor; other: string; ask: InitiateCall },
): CallRecord {
  const now = clock.now().getTime();
  return {
    id: ask.callId,
    conversationId: ask.conversationId,
    media: ask.media,
    state: "ringing",
    reason: null,
    version: 1,
    epoch: 1,
    transport: "mesh",
    startedBy: actor.userId,
    ringUntil: new Date(now + ringMs),
    startedAt: null,
    endedAt: null,
    participants: [
      {
        ...SILENT,
        userId: actor.userId,
        state: "joined",
        joinId: newId(now),
        device: actor.device,
        leaseUntil: new Date(now + LEASE_MS),
      },
      {
        ...SILENT,
        userId: other,
        state: "ringing",
        joinId: null,
        device: null,
        leaseUntil: null,
      },
    ],
  };
}
