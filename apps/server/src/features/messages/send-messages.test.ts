import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import { addPerson, befriend } from "#testing/relations";

let kit: Messaging;
beforeAll(async () => {
  kit = await startMessaging();
});
afterAll(async () => kit.close());

describe("sending messages", () => {
  test("numbers them without gaps and tells the members before the sender is answered", async () => {
    const [nora, haruka] = [await addPerson(kit), await addPerson(kit)];
    const id = await befriend(kit, nora, haruka);
    const drafts = ["a", "b"].map((body) => ({ id: newId(), body, lang: "en" }));
    const from = kit.events.length;
    const answer = await kit.send(nora, id, drafts);
    expect(answer).toMatchObject({
      ok: true,
      results: [
        { ok: true, seq: 1, ver: 2, duplicate: false },
        { ok: true, seq: 2, ver: 3, duplicate: false },
      ],
    });
    expect(kit.events.slice(from)).toMatchObject([
      { event: "conversation:changed", payload: { since: 1, ver: 3 } },
    ]);
    const page = await kit.history(haruka, id);
    expect(page).toMatchObject({ ver: 3, before: null, after: null });
    expect(kit.events[from]?.payload["messages"]).toEqual(page.items);
  });
});
