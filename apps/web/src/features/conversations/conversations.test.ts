import type { ConversationView } from "@parley/client/views";
import { describe, expect, test } from "vitest";
import { filterConversations, listPartnerLanguages } from "./filter-conversations.ts";
import { findTrade } from "#kernel/trade";
import { isNight, minutesAhead } from "#kernel/time-difference";

const me = { speaks: [native("en"), native("de")], learns: [learner("ja"), learner("es")] };

function conversationWith(id: string, speaks: string[], unread = 0): ConversationView {
  return {
    id,
    kind: "direct",
    title: null,
    partner: {
      id: `p-${id}`,
      username: id,
      name: id,
      avatarUrl: null,
      bio: "",
      place: "",
      timeZone: null,
      speaks: speaks.map(native),
      learns: [learner("en")],
      ver: 1,
    },
    last: null,
    unread,
    readSeq: 0,
    draft: "",
    typing: [],
    presence: { state: null, lastSeen: null },
    lastActivity: "2026-03-03T10:00:00.000Z",
    isWritable: true,
    hasQueued: false,
    hasFailed: false,
  };
}

function native(code: string) {
  return { code, level: "native" as const };
}

function learner(code: string) {
  return { code, level: "B1" as const };
}

describe("findTrade", () => {
  test("is what the viewer learns for what they teach", () => {
    const partner = {
      speaks: [native("fr"), native("ja")],
      learns: [learner("ko"), learner("de")],
    };
    expect(findTrade(me, partner)).toEqual({ learn: learner("ja"), teach: learner("de") });
  });

  test("takes a regional tag for its language", () => {
    const partner = { speaks: [native("es-MX")], learns: [learner("en-GB")] };
    expect(findTrade(me, partner)).toEqual({ learn: learner("es"), teach: learner("en-GB") });
  });

  test("shows the partner's own languages where nothing fits", () => {
    const partner = { speaks: [native("ar")], learns: [learner("ko")] };
    expect(findTrade(me, partner)).toEqual({
      learn: { code: "ar", level: null },
      teach: learner("ko"),
    });
  });
});

describe("filters", () => {
  const all = [
    conversationWith("a", ["ja"], 2),
    conversationWith("b", ["es", "ja"]),
    conversationWith("c", ["ar", "en"]),
  ];

  test("unread keeps the open conversation, so that reading does not take it away", () => {
    const ids = (openId: string | null) =>
      filterConversations(all, { kind: "unread" }, openId).map(({ id }) => id);
    expect(ids(null)).toEqual(["a"]);
    expect(ids("c")).toEqual(["a", "c"]);
  });

  test("a language lets through those whose partner speaks it", () => {
    const shown = filterConversations(all, { kind: "language", code: "ja" }, null);
    expect(shown.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("the languages offered are the partners': those one learns, then the most common, without one's own", () => {
    expect(listPartnerLanguages(all, me)).toEqual(["ja", "es", "ar"]);
    const beginner = { ...me, learns: [learner("es")] };
    expect(listPartnerLanguages(all, beginner)).toEqual(["es", "ja", "ar"]);
    expect(listPartnerLanguages(all.toReversed(), beginner)).toEqual(["es", "ja", "ar"]);
  });
});

describe("time where somebody is", () => {
  const at = Date.UTC(2026, 6, 1, 13, 41);

  test("differs by the zones' offsets at that instant", () => {
    const here = -new Date(at).getTimezoneOffset();
    expect(minutesAhead("Asia/Tokyo", at)).toBe(9 * 60 - here);
    expect(minutesAhead("Asia/Kathmandu", at)).toBe(5 * 60 + 45 - here);
  });

  test("it is night from nine to six", () => {
    expect(isNight("Asia/Tokyo", at)).toBe(true);
    expect(isNight("Europe/Berlin", at)).toBe(false);
  });
});
