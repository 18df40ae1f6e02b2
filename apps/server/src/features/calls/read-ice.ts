import type { IceAnswer } from "@parley/protocol/calls";
import { notFound } from "#kernel/errors";
import { findCall } from "./store.ts";
import { hasRelay, publicServers, serversFor } from "./turn.ts";
import type { CallsDeps } from "./types.ts";

/** The helpers for calls; credentials for a relay only for somebody who is in that call. */
export async function readIce(
  { db, ice, clock }: Pick<CallsDeps, "db" | "ice" | "clock">,
  userId: string,
  callId: string | undefined,
): Promise<IceAnswer> {
  if (callId === undefined) return { iceServers: publicServers(ice), hasRelay: hasRelay(ice) };
  const call = await findCall(db, { callId, userId });
  const mine = call?.participants.find((one) => one.userId === userId);
  if (!call || mine?.state !== "joined") throw notFound();
  const iceServers = serversFor(ice, { callId, userId, now: clock.now() });
  return { iceServers, hasRelay: hasRelay(ice) };
}
