import { expect, test } from "vitest";
import { createDoorway } from "./doorway.ts";

const FOREVER_MS = 60_000;

/** Notes who has come in. */
function createQueue(doorway: ReturnType<typeof createDoorway>) {
  const inside: string[] = [];
  const leaving = new Map<string, () => void>();
  return {
    inside,
    async enter(name: string) {
      leaving.set(name, await doorway.enter());
      inside.push(name);
    },
    leave: (name: string) => leaving.get(name)?.(),
  };
}

test("lets as many in as there is room for, and the others in the order of their coming", async () => {
  const queue = createQueue(createDoorway({ mostInside: 2, longestStayMs: FOREVER_MS }));
  const entering = ["a", "b", "c", "d"].map((name) => queue.enter(name));
  await entering[1];
  expect(queue.inside).toEqual(["a", "b"]);
  queue.leave("b");
  queue.leave("b");
  await entering[2];
  expect(queue.inside).toEqual(["a", "b", "c"]);
  queue.leave("a");
  await entering[3];
  expect(queue.inside).toEqual(["a", "b", "c", "d"]);
});

test("lets nobody in right behind another", async () => {
  const doorway = createDoorway({ paceMs: FOREVER_MS, longestWaitMs: 20 });
  await doorway.enter();
  await expect(doorway.enter()).rejects.toMatchObject({ code: "BUSY" });
});

test("serves those who are in at once, and lets nobody in meanwhile", async () => {
  const doorway = createDoorway({ mostInside: 1, longestStayMs: FOREVER_MS });
  const queue = createQueue(doorway);
  const works = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const served = works.map(({ promise }) => doorway.serve(() => promise));
  const entering = queue.enter("a");
  works[0]?.resolve("first");
  expect(await served[0]).toBe("first");
  expect(queue.inside).toEqual([]);
  works[1]?.reject(new Error("second"));
  await expect(served[1]).rejects.toThrow("second");
  await entering;
});

test("whoever is slow keeps the others out no longer than for a while", async () => {
  const doorway = createDoorway({ mostInside: 1, longestStayMs: 10 });
  const leave = await doorway.enter();
  await doorway.enter();
  const { promise, resolve } = Promise.withResolvers<void>();
  const served = doorway.serve(() => promise);
  await doorway.enter();
  resolve();
  await served;
  leave();
  expect(await doorway.enter()).toBeTypeOf("function");
});

test("asks whoever has waited for too long to come again, and forgets them", async () => {
  const doorway = createDoorway({
    mostInside: 1,
    longestStayMs: FOREVER_MS,
    longestWaitMs: 20,
  });
  const leave = await doorway.enter();
  await expect(doorway.enter()).rejects.toMatchObject({
    code: "BUSY",
    details: { retryAfterMs: 2_000 },
  });
  leave();
  await doorway.enter();
});
