import type { Unit } from "#kernel/unit-of-work";
import { transition } from "./act-on-call.ts";
import { findLiveIn } from "./store.ts";
import type { CallsDeps } from "./types.ts";

/** Ends the live call of a locked conversation, because these people may no longer talk. */
export async function endIn(deps: CallsDeps, unit: Unit, conversationId: string): Promise<void> {
  const live = await findLiveIn(unit.tx, conversationId);
  if (!live) return;
  const makeAct = (at: Date) => ({ kind: "disallow", at }) as const;
  await transition(deps, unit, { callId: live.id, device: null, makeAct });
}
