import { expect, test } from "vitest";
import { checkStory } from "./check.ts";
import { checkPresence, checkSessions } from "./everywhere.ts";
import type { AnyAct, Held, HeldRow, Story } from "./history.ts";

const [ANA, BEN] = ["ana", "ben"];
const EPOCH = "after";
const HERE = { conversation: "here" };
const AT_ANA = { ...HERE, device: "ana's phone", user: ANA };
const AT_BEN = { ...HERE, device: "ben's laptop", user: BEN };

/** Ana's messages 1 to 3, of which the second was edited, and Ben's fourth. */
const ROWS: HeldRow[] = [
  { id: "one", sender: ANA, seq: 1, ver: 2, body: "1" },
  { id: "two", sender: ANA, seq: 2, ver: 6, body: "2, edited" },
  { id: "three", sender: ANA, seq: 3, ver: 4, body: "3" },
  { id: "four", sender: BEN, seq: 4, ver: 5, body: "4" },
];

function sent(row: HeldRow, body: string): AnyAct {
  const { id, seq, sender } = row;
  const results = [{ seq, ver: seq + 1, at: `t${seq}`, duplicate: false }];
  const base = sender === ANA ? AT_ANA : AT_BEN;
  const messages = [{ id, body }];
  return {
    act: "sent",
    t: seq * 10,
    until: seq * 10 + 5,
    epoch: EPOCH,
    error: null,
    messages,
    results,
    ...base,
  };
}

function held(more: Partial<Held>): Held {
  return {
    ...AT_BEN,
    act: "held",
    moment: "end",
    t: 100,
    since: 0,
    epoch: EPOCH,
    edition: 1,
    cursor: 6,
    seq: 4,
    ranges: [[1, 4]],
    read: 1,
    delivered: 3,
    unread: 2,
    receipts: { [BEN]: { delivered: 4, read: 1 } },
    waiting: 0,
    from: 1,
    rows: structuredClone(ROWS),
    ...more,
  };
}

/** A story in which all is well. */
function tell(): Story {
  const own = held({ ...AT_ANA, read: 4, delivered: 4, unread: 0 });
  return {
    outline: {
      epoch: EPOCH,
      conversations: ["here"],
      restored: [],
      devices: [AT_ANA, AT_BEN].map(({ device, user }) => ({ device, user })),
    },
    server: {
      id: "here",
      seq: 4,
      ver: 6,
      members: [ANA, BEN],
      receipts: { [ANA]: { delivered: 4, read: 4 }, [BEN]: { delivered: 4, read: 1 } },
      messages: ROWS.map((row) => ({
        ...row,
        firstVer: row.seq + 1,
        at: `t${row.seq}`,
        deleted: false,
      })),
      read: { [ANA]: structuredClone(ROWS), [BEN]: structuredClone(ROWS) },
      fresh: {
        [ANA]: { ver: 6, seq: 4, unread: 0, readSeq: 4 },
        [BEN]: { ver: 6, seq: 4, unread: 2, readSeq: 1 },
      },
    },
    acts: [
      ...ROWS.slice(0, 3).map(({ id, seq }): AnyAct => ({ act: "queued", t: seq, id, ...AT_ANA })),
      ...ROWS.map((row) => sent(row, String(row.seq))),
      edited({}),
      held({ receipts: { [ANA]: { delivered: 4, read: 4 }, [BEN]: { delivered: 4, read: 1 } } }),
      { ...own, receipts: { [ANA]: { delivered: 4, read: 4 }, [BEN]: { delivered: 4, read: 1 } } },
    ],
  };
}

function edited(more: Partial<Extract<AnyAct, { act: "edited" | "deleted" }>>): AnyAct {
  return {
    ...AT_ANA,
    act: "edited",
    t: 50,
    until: 55,
    id: "two",
    body: "2, edited",
    epoch: EPOCH,
    ver: 6,
    error: null,
    ...more,
  };
}

function heard(row: Partial<HeldRow>, more: { since?: number; user?: string } = {}): AnyAct {
  const messages = [{ ...(ROWS[2] as HeldRow), ...row }];
  return { act: "heard", t: 40, epoch: EPOCH, since: 3, ver: 4, messages, ...AT_BEN, ...more };
}

const END = 7;

/** Doctors a copy of the good story. */
function doctor(change: (story: Story) => void): string[] {
  const story = tell();
  change(story);
  return checkStory(story).violations;
}

function changeEnd(more: Partial<Held>): (story: Story) => void {
  return ({ acts }) => {
    const index = acts.findIndex((act) => act.act === "held" && act.user === BEN);
    acts[index] = { ...(acts[index] as Held), ...more };
  };
}

function dropMessage(story: Story, index: number): void {
  for (const rows of [story.server.messages, ...Object.values(story.server.read)])
    rows.splice(index, 1);
}

function addAct(...acts: AnyAct[]): (story: Story) => void {
  return (story) => void story.acts.push(...acts);
}

function changeMessage(index: number, more: object): (story: Story) => void {
  return ({ server }) => void Object.assign(server.messages[index] ?? {}, more);
}

test("finds nothing in a story in which all is well, and has read it", () => {
  expect(checkStory(tell())).toMatchObject({ violations: [], acknowledged: 4, acts: END + 3 });
});

const doctored: [name: string, change: (story: Story) => void, violation: string][] = [
  [
    "invariant 1: an acknowledged message is not there",
    (story) => dropMessage(story, 3),
    "invariant 1: message four was acknowledged as seq 4 and is lost",
  ],
  [
    "invariant 1: a message stands at another seq than was acknowledged",
    ({ server }) => {
      Object.assign(server.messages[0] ?? {}, { seq: 2 });
      Object.assign(server.messages[1] ?? {}, { seq: 1 });
    },
    "invariant 1: message one was acknowledged as seq 1 and stands at 2",
  ],
  [
    "invariant 1: an acknowledged edit is lost",
    changeMessage(1, { ver: 3, body: "2" }),
    "invariant 1: the edit of two acknowledged as ver 6 is lost",
  ],
  [
    "invariant 1: an acknowledged deletion is lost",
    addAct(edited({ act: "deleted", id: "one", body: null, ver: 7 })),
    "invariant 1: the deletion of one acknowledged as ver 7 is lost",
  ],
  [
    "invariant 1: a text that nobody wrote",
    changeMessage(0, { body: "something else" }),
    "invariant 1: seq 1 holds a text that nobody sent",
  ],
  [
    "invariant 2: a message stands twice",
    ({ server }) => server.messages.push({ ...server.messages[3]!, seq: 5, ver: 7, firstVer: 7 }),
    "invariant 2: message four stands in history twice",
  ],
  [
    "invariant 2: a repetition got another seq",
    addAct({ ...sent({ ...ROWS[0]!, seq: 3 }, "1"), t: 60 } as AnyAct),
    "invariant 2: message one was answered with seq 1 and with 3",
  ],
  [
    "invariant 2: a repetition was stored anew",
    addAct({ ...sent(ROWS[0]!, "1"), t: 60 } as AnyAct),
    "invariant 2: message one was stored anew when it was sent again",
  ],
  [
    "invariant 3: a seq is missing",
    changeMessage(3, { seq: 5 }),
    "invariant 3: place 4 of history has seq 5",
  ],
  [
    "invariant 3: a ver is taken twice",
    changeMessage(3, { ver: 4 }),
    "invariant 3: ver 4 belongs to three and to four",
  ],
  [
    "invariant 3: a ver belongs to nothing",
    ({ server }) => void (server.ver = 12),
    "invariant 3: 7 vers of 1 to 12 belong to no change",
  ],
  [
    "invariant 3: time goes back",
    changeMessage(2, { at: "t0" }),
    "invariant 3: seq 3 is earlier in time than the one before it",
  ],
  [
    "invariant 4: two messages of one device changed places",
    ({ acts }) => void acts.splice(0, 2, acts[1]!, acts[0]!),
    "invariant 4: seq 1 of ana's phone was sent after seq 2",
  ],
  [
    "invariant 5: an event told of what was never committed",
    addAct(heard({ id: "ghost" })),
    "invariant 5: message ghost was heard of and was never committed",
  ],
  [
    "invariant 5: an event told of a text that was rolled back",
    addAct(heard({ body: "3, undone" })),
    "invariant 5: message three was heard of with a text that was never committed",
  ],
  [
    "invariant 6: a device differs from a fresh fetch",
    ({ server }) => void (server.fresh[BEN]!.ver = 5),
    "invariant 6: ben's laptop differs from a fresh fetch",
  ],
  [
    "invariant 7: a device holds an older row",
    changeEnd({ rows: ROWS.with(1, { ...ROWS[1]!, ver: 3, body: "2" }) }),
    "invariant 7: ben's laptop did not converge: seq 2 is another or an older row",
  ],
  [
    "invariant 7: a device holds nothing",
    (story) =>
      void (story.acts = story.acts.filter((act) => act.act !== "held" || act.user !== BEN)),
    "invariant 7: ben's laptop does not hold the conversation",
  ],
  [
    "invariant 7: a receipt is not what the server has",
    changeEnd({ receipts: { [ANA]: { delivered: 4, read: 2 } } }),
    "invariant 7: ben's laptop did not converge: the receipt of ana is 4/2 of 4/4",
  ],
  [
    "invariant 8: a hole was shown",
    addAct({
      act: "shown",
      t: 60,
      ...AT_BEN,
      rows: [1, 2, 4].map((seq) => ({ id: `${seq}`, seq })),
    }),
    "invariant 8: ben's laptop showed seq 4 right after 2",
  ],
  [
    "invariant 8: a range holds less than it says",
    changeEnd({ rows: ROWS.toSpliced(2, 1) }),
    "invariant 8: ben's laptop takes seq 3 for held and lacks it",
  ],
  [
    "invariant 9: a change made meanwhile is not visible",
    addAct(held({ moment: "back", t: 70, since: 60, rows: [{ ...ROWS[1]!, ver: 3 }], from: 9 })),
    "invariant 9: ben's laptop came back without ver 6 of two",
  ],
  [
    "invariant 10: a cursor beyond the store",
    addAct(held({ moment: "step", t: 20, cursor: 5, ranges: [[1, 3]], rows: ROWS.slice(0, 3) })),
    "invariant 10: the cursor of ben's laptop covers seq 4, but it holds up to 3",
  ],
  [
    "invariant 10: a receipt for what is not held",
    addAct({ act: "receipted", t: 60, ...AT_BEN, delivered: 4, read: 0, top: 3 }),
    "invariant 10: ben's laptop confirmed seq 4 and held up to 3",
  ],
  [
    "invariant 11: a cursor that went back",
    addAct(held({ moment: "step", t: 110, read: 0, unread: 3 })),
    "invariant 11: read of ben's laptop went from 1 to 0",
  ],
  [
    "invariant 11: unread that drifted",
    addAct(held({ moment: "step", t: 20, unread: 5 })),
    "invariant 11: ben's laptop says 5 unread and holds 2",
  ],
  [
    "invariant 11: a receipt out of bounds",
    ({ server }) => void (server.receipts[BEN] = { delivered: 9, read: 1 }),
    "invariant 11: the receipt of ben is out of bounds",
  ],
  [
    "invariant 12: an event for somebody else",
    addAct(heard({}, { user: "carl" })),
    "invariant 12: ben's laptop is no member, but this was heard",
  ],
  [
    "invariant 12: a stranger was given history",
    addAct({
      act: "probed",
      t: 9,
      ...HERE,
      device: "d",
      user: "carl",
      what: "read",
      outcome: "200",
    }),
    "invariant 12: d: read gave 200",
  ],
  [
    "invariant 12: a message after the friendship had ended",
    addAct({ act: "severed", t: 30, until: 35, ...AT_ANA }),
    "invariant 12: message four was stored after the friendship had ended",
  ],
  [
    "invariant 13: a sender that the session was not",
    changeMessage(3, { sender: ANA }),
    "invariant 13: seq 4 was sent by ben and says ana",
  ],
  [
    "invariant 15: notified of its own message",
    addAct({ act: "announced", t: 60, ...AT_BEN, messages: [{ id: "four", sender: BEN }] }),
    "invariant 15: ben's laptop was notified of its own message four",
  ],
  [
    "invariant 15: two devices of one person differ",
    addAct(held({ ...AT_BEN, device: "ben's phone", read: 2, unread: 1 })),
    "invariant 15: the devices of ben differ: 1 6 2 | 2 6 1",
  ],
  [
    "invariant 16: what a client took over never came",
    addAct({ act: "queued", t: 60, id: "five", ...AT_ANA }),
    "invariant 16: message five waited on ana's phone and never came",
  ],
  [
    "invariant 16: two drainers at once",
    addAct(edited({ t: 52, until: 58 })),
    "invariant 16: two commands of ana's phone were on their way at once, at 52",
  ],
  [
    "invariant 19: what was acknowledged before a restore did not come back",
    (story) => {
      story.outline.restored = [{ backupFrom: 20, backupUntil: 25, stopped: 80, started: 90 }];
      dropMessage(story, 3);
      Object.assign(story.acts.find((act) => act.act === "sent" && act.user === BEN) ?? {}, {
        epoch: "before",
      });
    },
    "invariant 19: message four, acknowledged before the restore, did not come back",
  ],
];

test.each(doctored)("the checker sees it: %s", (_name, change, violation) => {
  expect(doctor(change)).toContain(violation);
});

test("the checker lets a message come late that was refused and tried again by its author", () => {
  const refusal = { results: [{ error: "CANNOT_WRITE" }], t: 1, until: 2 };
  const violations = doctor(({ acts }) => {
    acts.splice(0, 2, acts[1]!, acts[0]!, { ...sent(ROWS[0]!, "1"), ...refusal } as AnyAct);
  });
  expect(violations).toEqual([]);
});

test("the checker sees it: invariant 14: offline while a second tab came and went", () => {
  const base = { device: "ana's phone", user: ANA, conversation: "all" };
  const tabbed: AnyAct = { act: "tabbed", t: 10, until: 20, ...base };
  const seen: AnyAct = { act: "watched", t: 12, of: ANA, state: "offline", ...base, user: BEN };
  expect(checkPresence([tabbed, { ...seen, state: "online" }])).toEqual([]);
  expect(checkPresence([tabbed, seen])).toEqual([
    "invariant 14: ana's phone was seen offline while a second tab came and went",
  ]);
});

test("the checker sees it: invariant 13: a session that ended by itself", () => {
  const base = { device: "ana's phone", user: ANA, conversation: "all" };
  expect(
    checkSessions([{ act: "probed", t: 1, what: "session", outcome: "SESSION_REVOKED", ...base }]),
  ).toEqual(["invariant 13: the session of ana's phone ended by itself"]);
});
