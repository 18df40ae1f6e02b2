import { newId } from "#kernel/ids";
import type { CallRecord } from "./types.ts";

/** A new place in the call, greater than all before it, whatever the clocks of the nodes say. */
export function nextJoinId(call: CallRecord, now: Date): string {
  const moments = call.participants.map(({ joinId }) => (joinId ? momentOf(joinId) + 1 : 0));
  return newId(Math.max(now.getTime(), ...moments));
}

/** The milliseconds that a UUIDv7 begins with. */
function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}
