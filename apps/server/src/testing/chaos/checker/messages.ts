import type { Facts } from "./facts.ts";
import type { Violation } from "./history.ts";

/** What was acknowledged is there, once, where the acknowledgement said. */
export function checkMessages(facts: Facts): Violation[] {
  return [
    ...checkAcknowledged(facts),
    ...checkOnce(facts),
    ...checkNumbers(facts),
    ...checkOrder(facts),
    ...checkSenders(facts),
  ];
}

function checkAcknowledged(facts: Facts): Violation[] {
  const { byId, acknowledged, refused, isSettled } = facts;
  const deleted = new Set(facts.of("deleted").map(({ id }) => id));
  return acknowledged.flatMap(({ id, seq, until, epoch }) => {
    const held = byId.get(id);
    if (isSettled(epoch, until)) {
      if (!held) return [`invariant 1: message ${id} was acknowledged as seq ${seq} and is lost`];
      if (held.seq === seq) return [];
      return [
        `invariant 1: message ${id} was acknowledged as seq ${seq} and stands at ${held.seq}`,
      ];
    }
    // After a restore what was deleted is not offered again.
    if (held || deleted.has(id) || refused.has(id)) return [];
    return [`invariant 19: message ${id}, acknowledged before the restore, did not come back`];
  });
}

function checkOnce({ server, acknowledged }: Facts): Violation[] {
  const violations: Violation[] = [];
  const seen = new Set<string>();
  for (const { id } of server.messages) {
    if (seen.has(id)) violations.push(`invariant 2: message ${id} stands in history twice`);
    seen.add(id);
  }
  const answers = new Map<string, { seq: number; ver: number; isFirst: boolean }>();
  for (const { id, epoch, seq, ver, duplicate } of acknowledged) {
    const key = `${epoch} ${id}`;
    const before = answers.get(key);
    if (before && (before.seq !== seq || before.ver !== ver)) {
      violations.push(
        `invariant 2: message ${id} was answered with seq ${before.seq} and with ${seq}`,
      );
    }
    if (before?.isFirst && !duplicate) {
      violations.push(`invariant 2: message ${id} was stored anew when it was sent again`);
    }
    answers.set(key, { seq, ver, isFirst: !duplicate || (before?.isFirst ?? false) });
  }
  return violations;
}

function checkNumbers({ server }: Facts): Violation[] {
  const { messages, seq, ver } = server;
  const violations: Violation[] = [];
  messages.forEach((message, index) => {
    if (message.seq !== index + 1) {
      violations.push(`invariant 3: place ${index + 1} of history has seq ${message.seq}`);
    }
    const before = messages[index - 1];
    if (before && before.at > message.at) {
      violations.push(`invariant 3: seq ${message.seq} is earlier in time than the one before it`);
    }
    if (before && before.firstVer >= message.firstVer) {
      violations.push(`invariant 3: seq ${message.seq} has no higher ver than the one before it`);
    }
    if (message.ver > ver)
      violations.push(`invariant 3: seq ${message.seq} has a ver beyond the last`);
  });
  if (seq !== messages.length) {
    violations.push(
      `invariant 3: the last seq is ${seq}, but there are ${messages.length} messages`,
    );
  }
  return violations;
}

/**
 * As queued by a client, or else as first sent by a device that has no queue. What was
 * refused and tried again by its author may come late.
 */
function checkOrder(facts: Facts): Violation[] {
  const { byId, refused } = facts;
  const queued = facts.of("queued");
  const clients = new Set(queued.map(({ device }) => device));
  const sent = facts
    .of("sent")
    .filter(({ device }) => !clients.has(device))
    .flatMap(({ device, messages }) => messages.map(({ id }) => ({ device, id })));
  const violations: Violation[] = [];
  const lasts = new Map<string, number>();
  const seen = new Set<string>();
  for (const { device, id } of [...queued, ...sent]) {
    const seq = byId.get(id)?.seq;
    if (seq === undefined || seen.has(id) || refused.has(id)) continue;
    seen.add(id);
    const last = lasts.get(device) ?? 0;
    if (seq < last)
      violations.push(`invariant 4: seq ${seq} of ${device} was sent after seq ${last}`);
    lasts.set(device, Math.max(last, seq));
  }
  return violations;
}

function checkSenders(facts: Facts): Violation[] {
  const senders = new Map(
    facts.of("sent").flatMap(({ user, messages }) => messages.map(({ id }) => [id, user] as const)),
  );
  return facts.server.messages.flatMap(({ id, seq, sender }) => {
    const user = senders.get(id);
    if (user === undefined) return [`invariant 13: seq ${seq} was sent by nobody`];
    return user === sender
      ? []
      : [`invariant 13: seq ${seq} was sent by ${user} and says ${sender}`];
  });
}
