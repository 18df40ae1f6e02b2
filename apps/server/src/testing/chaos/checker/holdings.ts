import type { Facts } from "./facts.ts";
import type { Held, HeldRow, Violation } from "./history.ts";
import { countUnread } from "./unread.ts";

/** After a minute of quiet all hold the same as the server. */
export function checkHoldings(facts: Facts): Violation[] {
  const ends = facts.of("held").filter(({ moment }) => moment === "end");
  return [
    ...checkReading(facts),
    ...checkFresh(facts),
    ...checkPresent(facts, ends),
    ...ends.flatMap((held) => checkEnd(facts, held)),
    ...checkSamePerson(ends),
  ];
}

/** What members read over HTTP is what the database holds. */
function checkReading({ server }: Facts): Violation[] {
  return Object.entries(server.read).flatMap(([user, rows]) => {
    const difference = findDifference(rows, server.messages);
    if (difference === null && rows.length === server.messages.length) return [];
    return [
      `invariant 7: ${user} reads ${rows.length} messages, of ${server.messages.length}: ${difference}`,
    ];
  });
}

function checkFresh({ server }: Facts): Violation[] {
  return Object.entries(server.fresh).flatMap(([user, { ver, seq, unread, readSeq }]) => {
    const read = server.receipts[user]?.read ?? 0;
    const count = countUnread(server.messages, { user, read });
    if (unread !== count || readSeq !== read) {
      return [
        `invariant 11: a sync tells ${user} of ${unread} unread after ${readSeq}, there are ${count} after ${read}`,
      ];
    }
    if (ver === server.ver && seq === server.seq) return [];
    return [`invariant 6: a sync from nothing gives ver ${ver} and seq ${seq} to ${user}`];
  });
}

function checkPresent({ outline, server }: Facts, ends: readonly Held[]): Violation[] {
  const held = new Set(ends.map(({ device }) => device));
  return outline.devices
    .filter(({ device, user }) => server.members.includes(user) && !held.has(device))
    .map(({ device }) => `invariant 7: ${device} does not hold the conversation`);
}

function checkEnd({ server, outline }: Facts, held: Held): Violation[] {
  const { device, user } = held;
  const told = server.fresh[user];
  const top = held.ranges.at(-1)?.[1] ?? 0;
  const read = server.receipts[user]?.read ?? 0;
  const wrong = [
    held.epoch !== outline.epoch && "another epoch",
    held.cursor !== server.ver && `ver ${held.cursor} of ${server.ver}`,
    (held.seq !== server.seq || top !== server.seq) &&
      `seq ${held.seq}, rows up to ${top}, of ${server.seq}`,
    held.read !== read && `read ${held.read} of ${read}`,
    held.unread !== countUnread(server.messages, { user, read }) && `${held.unread} unread`,
    findDifference(held.rows, server.messages),
    findReceipt(held, server.receipts),
  ].filter((text) => typeof text === "string");
  const stale = wrong.map((text) => `invariant 7: ${device} did not converge: ${text}`);
  const isSame = !told || (told.ver === held.cursor && told.unread === held.unread);
  return isSame ? stale : [...stale, `invariant 6: ${device} differs from a fresh fetch`];
}

/** In two lists by seq, the first may lack some. */
function findDifference(rows: readonly HeldRow[], messages: readonly HeldRow[]): string | null {
  for (const row of rows) {
    const message = messages[row.seq - 1];
    const isSame =
      message?.id === row.id &&
      message.ver === row.ver &&
      message.body === row.body &&
      message.sender === row.sender;
    if (!isSame) return `seq ${row.seq} is another or an older row`;
  }
  return null;
}

function findReceipt({ receipts }: Held, all: Held["receipts"]): string | null {
  for (const [user, { delivered, read }] of Object.entries(receipts)) {
    const theirs = all[user] ?? { delivered: 0, read: 0 };
    if (theirs.delivered !== delivered || theirs.read !== read) {
      return `the receipt of ${user} is ${delivered}/${read} of ${theirs.delivered}/${theirs.read}`;
    }
  }
  return null;
}

function checkSamePerson(ends: readonly Held[]): Violation[] {
  return [...Map.groupBy(ends, ({ user }) => user)].flatMap(([user, devices]) => {
    const views = new Set(devices.map(({ read, cursor, unread }) => `${read} ${cursor} ${unread}`));
    return views.size <= 1
      ? []
      : [`invariant 15: the devices of ${user} differ: ${[...views].join(" | ")}`];
  });
}
