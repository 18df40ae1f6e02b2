import { expect, test as base, type BrowserContext } from "@playwright/test";
import { befriend, createPerson, type Person, type PersonWishes } from "./harness/people.ts";
import { watchForFaults } from "./harness/faults.ts";
import { startProduct, type Product } from "./harness/product.ts";
import { findSharedProduct, portFor, type Place } from "./harness/shared.ts";

type Fixtures = {
  /** The product of the run. */
  place: Place;
  /** A product of this test alone, to be stopped and killed. */
  ownProduct: Product;
  /** A browser of its own: nobody is signed in. */
  openBrowser: () => Promise<BrowserContext>;
  /** Somebody who has signed up, with a browser of their own and an empty page. */
  newPerson: (wishes: PersonWishes) => Promise<Person>;
  /** Nora and Haruka, friends, and the id of their conversation. */
  friends: { nora: Person; haruka: Person; conversationId: string };
};

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

export const test = base.extend<Fixtures>({
  place: async ({}, use) => use(findSharedProduct()),

  ownProduct: async ({}, use, { parallelIndex }) => {
    const product = await startProduct({ port: portFor(parallelIndex) });
    await use(product);
    await product.stop();
    product.removeData();
  },

  openBrowser: async ({ browser, contextOptions }, use) => {
    const opened: BrowserContext[] = [];
    const faults: string[] = [];
    await use(async () => {
      const context = await browser.newContext(contextOptions);
      watchForFaults(context, faults);
      opened.push(context);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
    expect(faults, "what the browsers complained about").toEqual([]);
  },

  newPerson: async ({ place, openBrowser }, use) => {
    await use(async (wishes) => createPerson(place, await openBrowser(), wishes));
  },

  friends: async ({ place, newPerson }, use) => {
    const people = { nora: await newPerson(nora), haruka: await newPerson(haruka) };
    await use({ ...people, conversationId: await befriend(place, people.nora, people.haruka) });
  },
});

export { expect } from "@playwright/test";
