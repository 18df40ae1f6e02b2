import type { AnyAct, Violation } from "./history.ts";

/** A tab that opens and closes beside another changes nothing for those who watch. */
export function checkPresence(acts: readonly AnyAct[]): Violation[] {
  const offline = acts.filter((act) => act.act === "watched" && act.state === "offline");
  return acts
    .filter((act) => act.act === "tabbed")
    .filter(({ user, t, until }) =>
      offline.some(
        (act) => act.act === "watched" && act.of === user && act.t >= t && act.t <= until,
      ),
    )
    .map(
      ({ device }) => `invariant 14: ${device} was seen offline while a second tab came and went`,
    );
}

/** Nobody was signed out by what the servers went through. */
export function checkSessions(acts: readonly AnyAct[]): Violation[] {
  return acts
    .filter((act) => act.act === "probed" && act.what === "session")
    .map(({ device }) => `invariant 13: the session of ${device} ended by itself`);
}
