import { expect, test as base, type BrowserContext } from "@playwright/test";
import { equip } from "./harness/calls/call-flows.ts";
import { startRelay, type Relay } from "./harness/calls/relay.ts";
import { watchForFaults } from "./harness/faults.ts";
import { makeFriends, type Friends } from "./harness/friends.ts";
import { createPerson, type Person, type PersonWishes } from "./harness/people.ts";
import { startProduct, type Product } from "./harness/product.ts";
import { findSharedProduct, portFor, relayPortFor, type Place } from "./harness/shared.ts";

type Fixtures = {
  /** The product of the run. */
  place: Place;
  /** Starts a product of this test alone, empty or with the people of the demo. */
  openProduct: (env: NodeJS.ProcessEnv, entry?: "start" | "demo") => Promise<Product>;
  /** A product of this test alone, to be stopped and killed. */
  ownProduct: Product;
  /** A relay of this test alone. */
  relay: Relay;
  /** A browser of its own: nobody is signed in. */
  openBrowser: () => Promise<BrowserContext>;
  /** Somebody who has signed up, with a browser of their own and an empty page. */
  newPerson: (wishes: PersonWishes) => Promise<Person>;
  friends: Friends;
  /** Friends with devices: Nora is red and low, Haruka blue and high. */
  callers: Friends;
};

export const test = base.extend<Fixtures>({
  place: async ({}, use) => use(findSharedProduct()),

  openProduct: async ({}, use, { parallelIndex }) => {
    const opened: Product[] = [];
    await use(async (env, entry = "start") => {
      const product = await startProduct({ port: portFor(parallelIndex), env, entry });
      opened.push(product);
      return product;
    });
    await Promise.all(opened.map((product) => product.stop()));
    for (const product of opened) product.removeData();
  },

  ownProduct: async ({ openProduct }, use) => use(await openProduct({})),

  relay: async ({}, use, { parallelIndex }) => {
    const relay = await startRelay(relayPortFor(parallelIndex));
    await use(relay);
    await relay.stop();
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

  friends: async ({ place, openBrowser }, use) => use(await makeFriends(place, openBrowser)),

  callers: async ({ friends }, use) => use(await equip(friends)),
});

export { expect } from "@playwright/test";
