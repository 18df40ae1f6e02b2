import { expect, test } from "vitest";
import { createDoorway } from "./doorway.ts";

/** Work that ends when the test says so. */
function createWork() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  return {
    begun,
    named(name: string): () => Promise<string> {
      return async () => {
        begun.push(name);
        const end = Promise.withResolvers<void>();
        ends.set(name, end);
        await end.promise;
        return name;
      };
    },
    end: (name: string) => ends.get(name)?.resolve(),
    fail: (name: string) => ends.get(name)?.reject(new Error(name)),
  };
}

test("lets as many in as there is room for, and the others in the order of their coming", async () => {
  const doorway = createDoorway(2);
  const work = createWork();
  const entered = ["a", "b", "c", "d"].map((name) => doorway.enter(work.named(name)));
  await expect.poll(() => work.begun).toEqual(["a", "b"]);
  work.end("b");
  expect(await entered[1]).toBe("b");
  await expect.poll(() => work.begun).toEqual(["a", "b", "c"]);
  work.end("a");
  await expect.poll(() => work.begun).toEqual(["a", "b", "c", "d"]);
  work.end("c");
  work.end("d");
  expect(await Promise.all(entered)).toEqual(["a", "b", "c", "d"]);
});

test("serves those who are in at once, and lets nobody in meanwhile", async () => {
  const doorway = createDoorway(1);
  const work = createWork();
  const served = ["a", "b"].map((name) => doorway.serve(work.named(name)));
  const entered = doorway.enter(work.named("c"));
  await expect.poll(() => work.begun).toEqual(["a", "b"]);
  work.end("a");
  await served[0];
  expect(work.begun).toEqual(["a", "b"]);
  work.end("b");
  await expect.poll(() => work.begun).toEqual(["a", "b", "c"]);
  work.end("c");
  expect(await entered).toBe("c");
});

test("gives the room of failed work back", async () => {
  const doorway = createDoorway(1);
  const work = createWork();
  const failing = doorway.enter(work.named("a"));
  await expect.poll(() => work.begun).toEqual(["a"]);
  work.fail("a");
  await expect(failing).rejects.toThrow("a");
  expect(await doorway.enter(async () => "b")).toBe("b");
});

test("asks whoever has waited for too long to come again, and forgets them", async () => {
  const doorway = createDoorway(1, 20);
  const work = createWork();
  const first = doorway.serve(work.named("a"));
  await expect(doorway.enter(work.named("b"))).rejects.toMatchObject({
    code: "BUSY",
    details: { retryAfterMs: 2_000 },
  });
  work.end("a");
  await first;
  expect(await doorway.enter(async () => "c")).toBe("c");
  expect(work.begun).toEqual(["a"]);
});
