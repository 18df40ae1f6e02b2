import type { Connection } from "#kernel/feature";
import { isAllowed } from "#kernel/identity";
import { makeGrant } from "./grant.ts";
import { presentCall } from "./present.ts";
import { findLiveOf } from "./store.ts";
import type { CallsDeps } from "./types.ts";

/** Tells a new socket of the call that its person is in or that rings for them. */
export async function showLiveCall(
  deps: CallsDeps,
  { socketId, identity, device, signal }: Connection,
): Promise<void> {
  if (!isAllowed(identity, { scope: "read" }) && !isAllowed(identity, { scope: "calls" })) return;
  const record = await findLiveOf(deps.db, identity.userId);
  if (!record || signal.aborted) return;
  const call = presentCall(record);
  const mine = record.participants.find(({ userId }) => userId === identity.userId);
  const grant =
    record.state === "active" && mine?.state === "joined" && mine.device === device
      ? await makeGrant(deps, deps.db, { call: record, participant: mine })
      : null;
  if (signal.aborted) return;
  deps.delivery.toSocket(socketId, "call:state", {
    callId: call.id,
    version: call.version,
    call,
  });
  if (mine?.state === "ringing") {
    deps.delivery.toSocket(socketId, "call:ring", { callId: call.id, call });
  }
  if (grant) deps.delivery.toSocket(socketId, "call:grant", grant.payload);
}
