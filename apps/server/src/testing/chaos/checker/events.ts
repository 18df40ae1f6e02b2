import type { Facts } from "./facts.ts";
import type { Probed, Violation } from "./history.ts";

/** What was heard is true, and only those heard it whom it concerns. */
export function checkEvents(facts: Facts): Violation[] {
  return [
    ...checkHeard(facts),
    ...checkAudience(facts),
    ...checkSevered(facts),
    ...checkAnnounced(facts),
  ];
}

function checkHeard(facts: Facts): Violation[] {
  return facts.of("heard").flatMap(({ epoch, t, since, messages }) => {
    if (!facts.isSettled(epoch, t)) return [];
    return messages.flatMap(({ id, seq, ver, sender, body }) => {
      const row = facts.byId.get(id);
      if (!row) return [`invariant 5: message ${id} was heard of and was never committed`];
      if (row.seq !== seq || row.sender !== sender || row.ver < ver) {
        return [
          `invariant 5: message ${id} was heard of as seq ${seq} ver ${ver}, committed otherwise`,
        ];
      }
      if (row.ver === ver && row.body !== body) {
        return [`invariant 5: message ${id} was heard of with a text that was never committed`];
      }
      return ver > since
        ? []
        : [`invariant 5: an event since ${since} carries ver ${ver} of ${id}`];
    });
  });
}

const REFUSED = /^(?:nothing|4\d\d|5\d\d)$/;

function checkAudience(facts: Facts): Violation[] {
  const { members } = facts.server;
  const strangers = facts
    .of("heard", "held", "shown", "announced")
    .filter(({ user }) => !members.includes(user))
    .map(({ device, act }) => `invariant 12: ${device} is no member, but this was ${act}`);
  const given = facts.of("probed").filter(({ outcome }: Probed) => !REFUSED.test(outcome));
  return [
    ...strangers,
    ...given.map(({ device, what, outcome }) => `invariant 12: ${device}: ${what} gave ${outcome}`),
  ];
}

/** After a friendship has ended nothing is stored, until it begins again. */
function checkSevered(facts: Facts): Violation[] {
  const joined = facts.of("joined").map(({ t }) => t);
  const restored = facts.outline.restored.map(({ stopped }) => stopped);
  return facts.of("severed").flatMap(({ until: from }) => {
    const to = Math.min(...[...joined, ...restored].filter((time) => time > from));
    return facts
      .of("sent")
      .filter(({ t, until, results }) => t > from && until < to && results)
      .flatMap(({ messages, results }) =>
        messages.filter((_, index) => {
          const result = results?.[index];
          return result && "seq" in result && !result.duplicate;
        }),
      )
      .map(({ id }) => `invariant 12: message ${id} was stored after the friendship had ended`);
  });
}

function checkAnnounced(facts: Facts): Violation[] {
  return facts
    .of("announced")
    .flatMap(({ device, user, messages }) =>
      messages
        .filter(({ sender }) => sender === user)
        .map(({ id }) => `invariant 15: ${device} was notified of its own message ${id}`),
    );
}
