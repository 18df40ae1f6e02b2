import { transition } from "./act-on-call.ts";
import { LEASE_MS } from "./reduce-call.ts";
import { lockOneDue } from "./store.ts";
import type { CallsDeps } from "./types.ts";

/** Ends what has had its time; any node may, and what another node holds at this moment is its own. */
async function sweepCalls(deps: CallsDeps, { withLeases }: { withLeases: boolean }): Promise<void> {
  await endDue(deps, "ring-over");
  if (withLeases) await endDue(deps, "leases-over");
}

async function endDue(deps: CallsDeps, kind: "ring-over" | "leases-over"): Promise<void> {
  const seen: string[] = [];
  for (;;) {
    const callId = await deps.transact(async (unit) => {
      const ask = { now: deps.clock.now(), leases: kind === "leases-over", except: seen };
      const due = await lockOneDue(unit.tx, ask);
      if (due === null) return null;
      await transition(deps, unit, { callId: due, device: null, makeAct: (at) => ({ kind, at }) });
      return due;
    });
    if (callId === null) return;
    seen.push(callId);
  }
}

const SWEEP_MS = 1_000;

/** Sweeps every second; of leases not before clients had one whole lease to come back after a start. */
export function startSweeps(deps: CallsDeps): { stop(): Promise<void> } {
  const leasesFrom = deps.clock.now().getTime() + LEASE_MS;
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    const withLeases = deps.clock.now().getTime() >= leasesFrom;
    running ??= sweepCalls(deps, { withLeases })
      .catch((error: unknown) => deps.log.warn({ err: error }, "calls could not be swept"))
      .finally(() => {
        running = null;
      });
  }, SWEEP_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
