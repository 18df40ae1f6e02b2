import { expect, test } from "vitest";
import { createDoorway } from "./doorway.ts";

const FOREVER_MS = 60_000;
const BUSY = { code: "BUSY", details: { retryAfterMs: 2_000 } };

test("lets one in after the other, in the order of their coming", async () => {
  const doorway = createDoorway();
  const entered: string[] = [];
  await Promise.all(
    ["a", "b", "c"].map(async (name) => {
      await doorway.enter();
      entered.push(name);
    }),
  );
  expect(entered).toEqual(["a", "b", "c"]);
});

test("lets nobody in right behind another", async () => {
  const doorway = createDoorway({ paceMs: FOREVER_MS, longestWaitMs: 20 });
  await doorway.enter();
  await expect(doorway.enter()).rejects.toMatchObject(BUSY);
});

test("serves those who are in at once, and lets nobody in until there are fewer", async () => {
  const doorway = createDoorway({ mostServed: 2, longestRoomMs: FOREVER_MS });
  const works = ["a", "b", "c"].map(() => Promise.withResolvers<string>());
  const served = works.map(({ promise }) => doorway.serve(() => promise));
  let isIn = false;
  const entering = doorway.enter().then(() => (isIn = true));
  works[0]?.resolve("caught up");
  expect(await served[0]).toBe("caught up");
  expect(isIn).toBe(false);
  works[1]?.reject(new Error("failed"));
  await expect(served[1]).rejects.toThrow("failed");
  expect(await entering).toBe(true);
});

test("whatever is slow keeps the others out for a while only", async () => {
  const doorway = createDoorway({ mostServed: 1, longestRoomMs: 10 });
  const { promise, resolve } = Promise.withResolvers<string>();
  const slow = doorway.serve(() => promise);
  await doorway.enter();
  resolve("at last");
  expect(await slow).toBe("at last");
});

test("asks whoever has waited for too long to come again, and forgets them", async () => {
  const options = { mostServed: 1, paceMs: 0, longestRoomMs: FOREVER_MS, longestWaitMs: 50 };
  const doorway = createDoorway(options);
  const { promise, resolve } = Promise.withResolvers<void>();
  const served = doorway.serve(() => promise);
  await expect(doorway.enter()).rejects.toMatchObject(BUSY);
  resolve();
  await served;
  await expect(doorway.enter()).resolves.toBeUndefined();
});
