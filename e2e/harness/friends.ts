import type { BrowserContext } from "@playwright/test";
import { befriend, createPerson, type Person, type PersonWishes } from "./people.ts";
import type { Place } from "./shared.ts";

/** Nora and Haruka, friends, and the id of their conversation. */
export type Friends = { nora: Person; haruka: Person; conversationId: string };

const nora: PersonWishes = {
  name: "Nora Weber",
  speaks: [
    { code: "de", level: "native" },
    { code: "en", level: "C1" },
  ],
  learns: [{ code: "ja", level: "A2" }],
};

const haruka: PersonWishes = {
  name: "山田 春香",
  speaks: [{ code: "ja", level: "native" }],
  learns: [{ code: "de", level: "B1" }],
  timeZone: "Asia/Tokyo",
};

/** Both sign up at a place, Nora in the first browser that is opened, and become friends. */
export async function makeFriends(
  place: Place,
  openBrowser: () => Promise<BrowserContext>,
): Promise<Friends> {
  const people = {
    nora: await createPerson(place, await openBrowser(), nora),
    haruka: await createPerson(place, await openBrowser(), haruka),
  };
  return { ...people, conversationId: await befriend(place, people.nora, people.haruka) };
}
