import { describe, expect, test } from "vitest";
import { findLastEditable, listActs } from "./message-acts.ts";
import { makeRow } from "./testing-rows.ts";
import { findLastSeen } from "./thread-reach.ts";

const mine = { isMine: true, delivery: { state: "sent" } } as const;

describe("listActs", () => {
  test("one's own messages can be edited, copied and deleted", () => {
    expect(listActs(makeRow(mine), true)).toEqual(["edit", "copy", "remove"]);
  });

  test("others', and all in a conversation that takes no messages, can be copied", () => {
    expect(listActs(makeRow({}), true)).toEqual(["copy"]);
    expect(listActs(makeRow(mine), false)).toEqual(["copy"]);
  });

  test("deleted ones and unknown kinds offer nothing", () => {
    expect(listActs(makeRow({ ...mine, isDeleted: true, body: null }), true)).toEqual([]);
    expect(listActs(makeRow({ kind: "poll" }), true)).toEqual([]);
  });
});

test("the arrow key finds the newest own message that can be edited", () => {
  const rows = [
    makeRow({ ...mine, id: "old" }),
    makeRow({ ...mine, id: "right" }),
    makeRow({ ...mine, id: "gone", isDeleted: true, body: null }),
    makeRow({ id: "theirs" }),
  ];
  expect(findLastEditable(rows)?.id).toBe("right");
  expect(findLastEditable(rows.slice(3))).toBeNull();
});

test("a message counts as read once 40 pixels of it were shown, and only with a seq", () => {
  const rows = [makeRow({ seq: 7 }), makeRow({ seq: 8 }), makeRow({ seq: null })];
  const list = {
    findItemIndex: () => 0,
    getItemOffset: (index: number) => index * 100,
    getItemSize: () => 100,
  };
  expect(findLastSeen(list, rows, 20)).toBeNull();
  expect(findLastSeen(list, rows, 139)).toBe(7);
  expect(findLastSeen(list, rows, 140)).toBe(8);
  expect(findLastSeen(list, rows, 900)).toBe(8);
});
