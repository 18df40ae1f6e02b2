import type { Facts } from "./facts.ts";
import type { Violation } from "./history.ts";

/** Edits and deletions that were acknowledged hold, and every ver is the number of one change. */
export function checkChanges(facts: Facts): Violation[] {
  return [
    ...checkEdits(facts),
    ...checkDeletions(facts),
    ...checkBodies(facts),
    ...checkVers(facts),
  ];
}

function checkEdits(facts: Facts): Violation[] {
  return facts.of("edited").flatMap(({ id, ver, body, epoch, until }) => {
    const row = facts.byId.get(id);
    if (ver === null || !facts.isSettled(epoch, until)) return [];
    if (!row || row.ver < ver)
      return [`invariant 1: the edit of ${id} acknowledged as ver ${ver} is lost`];
    if (row.ver > ver || row.body === body) return [];
    return [`invariant 1: the edit of ${id} acknowledged as ver ${ver} has another text`];
  });
}

function checkDeletions(facts: Facts): Violation[] {
  return facts.of("deleted").flatMap(({ id, ver, epoch, until }) => {
    const row = facts.byId.get(id);
    if (ver === null || (row?.deleted && row.body === null)) return [];
    if (!facts.isSettled(epoch, until)) {
      return row ? [`invariant 19: ${id}, deleted before the restore, came back`] : [];
    }
    return [`invariant 1: the deletion of ${id} acknowledged as ver ${ver} is lost`];
  });
}

/** A message says what somebody wrote, and nothing else. */
function checkBodies(facts: Facts): Violation[] {
  const written = new Map<string, Set<string>>();
  const note = (id: string, body: string | null) => {
    if (body !== null) written.set(id, (written.get(id) ?? new Set()).add(body));
  };
  for (const { messages } of facts.of("sent")) for (const { id, body } of messages) note(id, body);
  for (const { id, body } of facts.of("edited")) note(id, body);
  return facts.server.messages.flatMap(({ id, seq, body, deleted }) => {
    if (deleted && body === null) return [];
    if (body !== null && written.get(id)?.has(body)) return [];
    return [`invariant 1: seq ${seq} holds a text that nobody sent`];
  });
}

/** Each ver is taken once; those of no row were taken by changes that a later one covered. */
function checkVers(facts: Facts): Violation[] {
  const { server } = facts;
  const owners = new Map<number, string>();
  const violations: Violation[] = [];
  for (const { id, ver, firstVer } of server.messages) {
    for (const one of new Set([firstVer, ver])) {
      const other = owners.get(one);
      if (other) violations.push(`invariant 3: ver ${one} belongs to ${other} and to ${id}`);
      owners.set(one, id);
    }
  }
  // The conversation itself is ver 1; a friendship that ends or begins again touches both members.
  const covered =
    1 + facts.of("edited", "deleted").length + 3 * facts.of("severed", "joined").length;
  const missing = server.ver - owners.size;
  if (missing < 0 || missing > covered) {
    violations.push(`invariant 3: ${missing} vers of 1 to ${server.ver} belong to no change`);
  }
  return violations;
}
