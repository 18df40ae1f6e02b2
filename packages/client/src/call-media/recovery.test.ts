import { expect, test } from "vitest";
import { Recovery } from "./recovery.ts";

/** What is tried, second by second, for so long, while the server can be reached. */
function tryFor(recovery: Recovery, fromS: number, toS: number): string[] {
  const tried: string[] = [];
  for (let s = fromS; s <= toS; s += 1) {
    const remedy = recovery.next(s * 1_000, true);
    if (remedy) tried.push(`${remedy} ${s}`);
  }
  return tried;
}

test("after a stall another way is looked for at 0, 2, 6 and 12 s, and all is built anew at 20 s", () => {
  const recovery = new Recovery({ isOffering: true, now: 0 });
  recovery.handleFlowing();
  recovery.handleStalled(0);
  expect(tryFor(recovery, 0, 21)).toEqual([
    "restart 0",
    "restart 2",
    "restart 6",
    "restart 12",
    "rebuild 20",
  ]);
});

test("the side that does not make offers lets the other one build first", () => {
  const recovery = new Recovery({ isOffering: false, now: 0 });
  recovery.handleFlowing();
  recovery.handleStalled(0);
  expect(tryFor(recovery, 13, 25)).toEqual(["restart 13", "rebuild 24"]);
});

test("what has brought nothing for 20 s is built anew, and asked for again if nothing comes of it", () => {
  const recovery = new Recovery({ isOffering: true, now: 0 });
  expect(tryFor(recovery, 0, 26)).toEqual(["rebuild 20", "rebuild 25"]);
});

test("without the server nothing is tried, and all at once when it is back", () => {
  const recovery = new Recovery({ isOffering: true, now: 0 });
  recovery.handleFlowing();
  recovery.handleStalled(0);
  expect([0, 2_000, 9_000, 21_000].map((now) => recovery.next(now, false))).toEqual(
    Array.from({ length: 4 }, () => null),
  );
  recovery.handleSignalingBack(30_000);
  expect(tryFor(recovery, 30, 34)).toEqual(["restart 30", "rebuild 33"]);
});

test("what flows is left alone", () => {
  const recovery = new Recovery({ isOffering: true, now: 0 });
  recovery.handleFlowing();
  expect(tryFor(recovery, 0, 100)).toEqual([]);
});

test("a description that could not be used is answered by building anew", () => {
  const recovery = new Recovery({ isOffering: true, now: 0 });
  recovery.handleFlowing();
  recovery.handleBroken();
  expect(tryFor(recovery, 1, 2)).toEqual(["rebuild 1"]);
});
