import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPeople } from "#testing/people";
import type { Answer, PeopleKit } from "#testing/people";
import { expectRefetchEqual, fetchAll } from "#testing/refetch";

let kit: PeopleKit;

beforeAll(async () => {
  kit = await startPeople();
});
afterAll(() => kit.close());

function patch(userId: string, body: unknown): Promise<Answer> {
  return kit.call(userId, "PATCH /api/users/me", body);
}

const LANGUAGES = {
  speaks: [{ code: "ja", level: "native" }],
  learns: [{ code: "en", level: "B1" }],
};

describe("a new profile", () => {
  it("P1: is there in full, with settings and a username made from the name", async () => {
    const me = await kit.addPerson("Zoë Krämer");
    const { status, body } = await kit.call(me, "GET /api/users/me");
    expect(status).toBe(200);
    expect(body).toEqual({
      user: {
        id: me,
        username: "zoe_kramer",
        name: "Zoë Krämer",
        avatarUrl: null,
        bio: "",
        place: "",
        timeZone: null,
        speaks: [],
        learns: [],
        ver: 1,
        email: `${me}@parley.example`,
        role: "user",
        onboarded: false,
        settings: {
          theme: "system",
          language: "en",
          sounds: true,
          shortcuts: true,
          receipts: true,
          typing: true,
          presence: true,
        },
      },
    });
    const { rows } = await fetchAll(kit, me);
    expect(rows.get(`user:${me}`)?.row).toMatchObject({ id: me, ver: 1, friend: false });
    expect(rows.get(`settings:${me}`)?.row).toEqual(body.user.settings);
  });

  it("finds a free username when many of one name are confirmed at once", async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => kit.addPerson("Mia Wang")));
    const users = await Promise.all(people.map((id) => kit.call(id, "GET /api/users/me")));
    const names = users.map(({ body }) => body.user.username);
    expect(new Set(names).size).toBe(12);
    expect(names).toContain("mia_wang");
    for (const name of names) expect(name).toMatch(/^mia_wang(_\d{3,6})?$/);
  });
});

describe("changing one's profile", () => {
  it("P1, P2, P3: takes any part and keeps the rest", async () => {
    const me = await kit.addPerson();
    const { body } = await patch(me, {
      name: " Ada L. ",
      bio: "Reads.",
      place: "Kyoto",
      timeZone: "Asia/Tokyo",
      ...LANGUAGES,
      onboarded: true,
      settings: { theme: "sepia" },
    });
    expect(body.user).toMatchObject({
      name: "Ada L.",
      bio: "Reads.",
      place: "Kyoto",
      timeZone: "Asia/Tokyo",
      ...LANGUAGES,
      onboarded: true,
      ver: 2,
      settings: { theme: "sepia", sounds: true },
    });
    const later = await patch(me, { timeZone: null });
    expect(later.body.user).toMatchObject({ name: "Ada L.", timeZone: null, ver: 3 });
    expect((await kit.call(me, "GET /api/users/me")).body).toEqual(later.body);
  });

  it("FRND-5, P11: reaches friends, and those with a request between, at once", async () => {
    const [me, friend, former] = [
      await kit.addPerson(),
      await kit.addPerson(),
      await kit.addPerson(),
    ];
    const [asked, stranger] = [await kit.addPerson(), await kit.addPerson()];
    await kit.befriend(me, friend);
    await kit.befriend(me, former);
    await kit.call(former, `DELETE /api/friends/${me}`);
    const request = { userId: asked, message: "Hello, shall we practise together?" };
    await kit.call(me, "POST /api/friends/requests", request);
    const before = await fetchAll(kit, stranger);
    await expectRefetchEqual(kit, [me, friend, former, asked, stranger], () =>
      patch(me, { name: "Another Name" }),
    );
    for (const [viewer, isFriend] of [
      [friend, true],
      [former, false],
    ] as const) {
      const row = (await fetchAll(kit, viewer)).rows.get(`user:${me}`)?.row;
      expect(row).toMatchObject({ name: "Another Name", friend: isFriend });
    }
    const requests = (await kit.call(asked, "GET /api/friends/requests")).body;
    expect(requests.incoming[0]?.from.name).toBe("Another Name");
    expect(await fetchAll(kit, stranger)).toEqual(before);
  });

  it("FRND-5: tells nobody and counts nothing when all stays as it was", async () => {
    const [me, friend] = [await kit.addPerson(), await kit.addPerson()];
    await kit.befriend(me, friend);
    await patch(me, { ...LANGUAGES, settings: { theme: "dark" } });
    const before = [await fetchAll(kit, me), await fetchAll(kit, friend)];
    const { body } = await patch(me, { ...LANGUAGES, settings: { theme: "dark" } });
    expect(body.user.ver).toBe(2);
    expect((await patch(me, {})).status).toBe(200);
    expect([await fetchAll(kit, me), await fetchAll(kit, friend)]).toEqual(before);
  });

  it("settings go to one's own devices alone", async () => {
    const [me, friend] = [await kit.addPerson(), await kit.addPerson()];
    await kit.befriend(me, friend);
    const before = await fetchAll(kit, friend);
    const change = () => patch(me, { settings: { presence: false, theme: "contrast" } });
    await expectRefetchEqual(kit, [me, friend], change);
    expect(await fetchAll(kit, friend)).toEqual(before);
    expect(kit.told).toContain(`settings ${me}`);
    expect((await kit.call(me, "GET /api/users/me")).body.user.ver).toBe(1);
  });

  it("shortcuts stay off while other settings change", async () => {
    const me = await kit.addPerson();
    await patch(me, { settings: { shortcuts: false } });
    const { body } = await patch(me, { settings: { theme: "dark" } });
    expect(body.user.settings).toMatchObject({ shortcuts: false, theme: "dark" });
    const { rows } = await fetchAll(kit, me);
    expect(rows.get(`settings:${me}`)?.row).toEqual(body.user.settings);
  });

  it("switching receipts touches the conversations", async () => {
    const [me, friend] = [await kit.addPerson(), await kit.addPerson()];
    const conversation = await kit.befriend(me, friend);
    const visVer = async () =>
      kit.db.execute<{ vis_ver: number }>(
        sql`SELECT vis_ver FROM receipt_counters WHERE conversation_id = ${conversation}`,
      );
    const [before] = await visVer();
    await patch(me, { settings: { receipts: false } });
    expect((await visVer())[0]?.vis_ver).toBe((before?.vis_ver ?? 0) + 1);
  });

  it("refuses a username that is taken, also by somebody at the same moment", async () => {
    const [a, b] = [await kit.addPerson(), await kit.addPerson()];
    const answers = await Promise.all([
      patch(a, { username: "Wanted.Name" }),
      patch(b, { username: "wanted.name" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("USERNAME_TAKEN");
  });

  it.each<[string, object, string]>([
    ["an empty name", { name: "  " }, "name"],
    ["an invisible name", { name: "\u200b\u200b" }, "name"],
    ["a name that turns the text around", { name: "a\u202eb" }, "name"],
    ["a name with NUL", { name: "a\0b" }, "name"],
    ["a long name", { name: "x".repeat(61) }, "name"],
    ["a short username", { username: "ab" }, "username"],
    ["a username in capitals and spaces", { username: "A B C" }, "username"],
    ["a long text", { bio: "x".repeat(501) }, "bio"],
    ["a time zone nobody knows", { timeZone: "Mars/Phobos" }, "timeZone"],
    ["a language nobody knows", { speaks: [{ code: "!", level: "A1" }] }, "speaks.0.code"],
    ["a level nobody has", { speaks: [{ code: "de", level: "D1" }] }, "speaks.0.level"],
    ["learning a native language", { learns: [{ code: "de", level: "native" }] }, "learns.0.level"],
    [
      "one language twice",
      { speaks: ["en-gb", "en-GB"].map((code) => ({ code, level: "B1" })) },
      "speaks",
    ],
    [
      "nine languages",
      { speaks: [..."abcdefghi"].map((c) => ({ code: `a${c}`, level: "A1" })) },
      "speaks",
    ],
    ["both lists", { speaks: LANGUAGES.speaks, learns: [{ code: "ja", level: "A1" }] }, "learns"],
    ["onboarded without languages", { onboarded: true }, "speaks"],
    ["onboarded without learning", { onboarded: true, speaks: LANGUAGES.speaks }, "learns"],
    ["a theme nobody drew", { settings: { theme: "pink" } }, "settings.theme"],
  ])("refuses %s", async (_what, body, path) => {
    const { status, body: problem } = await patch(await kit.addPerson(), body);
    expect([status, problem.code]).toEqual([400, "VALIDATION"]);
    expect(problem.errors.map((error) => error.path)).toContain(path);
  });

  it("P2: holds the lists against what is stored", async () => {
    const me = await kit.addPerson();
    await patch(me, { ...LANGUAGES, onboarded: true });
    const learned = await patch(me, { learns: [{ code: "ja", level: "A1" }] });
    expect(learned.body.errors[0]?.path).toBe("learns");
    const spoken = await patch(me, { speaks: [{ code: "en", level: "C2" }] });
    expect(spoken.body.errors[0]?.path).toBe("speaks");
    expect((await patch(me, { speaks: [] })).body.errors[0]?.path).toBe("speaks");
    expect((await patch(me, { learns: [{ code: "fr", level: "A2" }] })).status).toBe(200);
  });

  it("P2: of two devices that put one language in either list, one is refused", async () => {
    const me = await kit.addPerson();
    const answers = await Promise.all([
      patch(me, { speaks: [{ code: "de", level: "C1" }] }),
      patch(me, { learns: [{ code: "de", level: "A1" }] }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it("ignores what it should not be told", async () => {
    const me = await kit.addPerson();
    const { status, body } = await patch(me, {
      email: "x@example.org",
      role: "admin",
      avatarUrl: "https://example.org/x.png",
      ver: 99,
      id: "other",
    });
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ id: me, role: "user", avatarUrl: null, ver: 1 });
  });

  it("a friendship made while the profile changes shows the change", async () => {
    for (let round = 0; round < 8; round += 1) {
      const [me, friend] = [await kit.addPerson(), await kit.addPerson()];
      const message = "Hello, shall we practise together?";
      const asked = await kit.call(me, "POST /api/friends/requests", { userId: friend, message });
      const accept = `POST /api/friends/requests/${asked.body.request.id}/accept`;
      await expectRefetchEqual(kit, [me, friend], () =>
        Promise.all([patch(me, { name: `Round ${round}` }), kit.call(friend, accept)]),
      );
      const row = (await fetchAll(kit, friend)).rows.get(`user:${me}`)?.row;
      expect(row).toMatchObject({ name: `Round ${round}`, friend: true });
    }
  });
});

describe("somebody's profile", () => {
  it("is for everybody signed in, without what is private", async () => {
    const [me, other] = [await kit.addPerson(), await kit.addPerson("Bo")];
    const { status, body } = await kit.call(me, `GET /api/users/${other}`);
    expect(status).toBe(200);
    expect(Object.keys(body.user).sort()).toEqual(
      "avatarUrl bio id learns name place speaks timeZone username ver".split(" "),
    );
  });

  it("is not for whoever has no session, and not where there is nobody", async () => {
    const me = await kit.addPerson();
    expect((await kit.call(null, `GET /api/users/${me}`)).status).toBe(401);
    expect((await kit.call(null, "GET /api/users/me")).status).toBe(401);
    expect((await kit.call(null, "PATCH /api/users/me", {})).status).toBe(401);
    const nobody = "0190aaaa-0000-7000-8000-000000000000";
    expect((await kit.call(me, `GET /api/users/${nobody}`)).body.code).toBe("NOT_FOUND");
    expect((await kit.call(me, "GET /api/users/nonsense")).body.code).toBe("VALIDATION");
  });
});
