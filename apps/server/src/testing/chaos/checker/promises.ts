import type { Facts } from "./facts.ts";
import type { Violation } from "./history.ts";

/** What a client took over arrives, and one alone empties its queue. */
export function checkPromises(facts: Facts): Violation[] {
  return [...checkQueued(facts), ...checkEmptied(facts), ...checkDrainers(facts)];
}

function checkQueued(facts: Facts): Violation[] {
  const taken = new Set(facts.of("queued deletion").map(({ id }) => id));
  return facts
    .of("queued")
    .filter(({ id }) => !facts.byId.has(id) && !taken.has(id) && !facts.refused.has(id))
    .map(({ id, device }) => `invariant 16: message ${id} waited on ${device} and never came`);
}

function checkEmptied(facts: Facts): Violation[] {
  return facts
    .of("held")
    .filter(({ moment, waiting }) => moment === "end" && waiting > 0)
    .map(({ device, waiting }) => `invariant 16: ${waiting} commands still wait on ${device}`);
}

function checkDrainers(facts: Facts): Violation[] {
  const clients = new Set(facts.of("queued").map(({ device }) => device));
  const busy = new Map<string, number>();
  const violations: Violation[] = [];
  const attempts = facts.of("sent", "edited", "deleted").sort((a, b) => a.t - b.t);
  for (const { device, t, until } of attempts) {
    if (!clients.has(device)) continue;
    if (t < (busy.get(device) ?? 0)) {
      violations.push(`invariant 16: two commands of ${device} were on their way at once, at ${t}`);
    }
    busy.set(device, Math.max(until, busy.get(device) ?? 0));
  }
  return violations;
}
