import type { MessageRow } from "@parley/client/views";
import { describe, expect, test } from "vitest";
import { placeMessages } from "./group-messages.ts";
import { makeRow } from "./testing-rows.ts";

function at(hour: number, minute: number, day = 3): string {
  return new Date(2026, 2, day, hour, minute).toISOString();
}

function groupsOf(rows: readonly MessageRow[], firstUnreadSeq: number | null = null): string {
  return placeMessages(rows, firstUnreadSeq)
    .map(({ isFirst, isLast }) => (isFirst ? "[" : "") + "x" + (isLast ? "]" : ""))
    .join("");
}

describe("placeMessages", () => {
  test("groups a sender's messages that follow within five minutes each", () => {
    const rows = [
      makeRow({ seq: 1, senderId: "a", at: at(10, 0) }),
      makeRow({ seq: 2, senderId: "a", at: at(10, 5) }),
      makeRow({ seq: 3, senderId: "a", at: at(10, 11) }),
      makeRow({ seq: 4, senderId: "b", at: at(10, 11) }),
    ];
    expect(groupsOf(rows)).toBe("[xx][x][x]");
  });

  test("a new day opens a group and shows its date once", () => {
    const rows = [
      makeRow({ seq: 1, at: at(23, 58) }),
      makeRow({ seq: 2, at: at(0, 1, 4) }),
      makeRow({ seq: 3, at: at(0, 2, 4) }),
    ];
    expect(groupsOf(rows)).toBe("[x][xx]");
    expect(placeMessages(rows, null).map((place) => place.startsDay)).toEqual([true, true, false]);
  });

  test("the divider of unread messages cuts a group in two", () => {
    const rows = [1, 2, 3].map((seq) => makeRow({ seq, at: at(10, seq) }));
    expect(groupsOf(rows, 2)).toBe("[x][xx]");
    expect(placeMessages(rows, 2).map((place) => place.startsUnread)).toEqual([false, true, false]);
  });

  test.each(["system", "call"])("messages of kind %s stand alone", (kind) => {
    const rows = [
      makeRow({ seq: 1, at: at(10, 0) }),
      makeRow({ seq: 2, at: at(10, 0), kind }),
      makeRow({ seq: 3, at: at(10, 0) }),
    ];
    expect(groupsOf(rows)).toBe("[x][x][x]");
  });

  test("messages that are not sent yet join the group of the newest one", () => {
    const rows = [makeRow({ seq: 1, at: at(10, 0) }), makeRow({ seq: null, at: at(10, 1) })];
    expect(groupsOf(rows)).toBe("[xx]");
  });
});
