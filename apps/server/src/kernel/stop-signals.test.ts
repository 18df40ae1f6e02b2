import { expect, test } from "vitest";
import { createStopRequests } from "./stop-signals.ts";
import type { StopRequest } from "./stop-signals.ts";

test("repetitions within two seconds are one wish, a later one is impatience", () => {
  const asked: StopRequest[] = [];
  let now = 1_000;
  const note = createStopRequests(
    (request) => asked.push(request),
    () => now,
  );
  note();
  note();
  now += 1_999;
  note();
  expect(asked).toEqual(["stop"]);
  now += 2;
  note();
  expect(asked).toEqual(["stop", "stop-now"]);
});
