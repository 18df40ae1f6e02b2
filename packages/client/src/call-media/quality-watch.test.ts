import { expect, test } from "vitest";
import { LOOK_MS } from "./media-times.ts";
import { QualityWatch } from "./quality-watch.ts";
import { readPath } from "./read-stats.ts";

/** A path that a test makes worse and better, and everything that was shown of it, in order. */
function createPath() {
  const watch = new QualityWatch();
  const shown: string[] = [];
  let [now, received, lost] = [0, 0, 0];
  return {
    watch,
    shown,
    /** Looks for so many seconds, at 50 packets a second. */
    look(seconds: number, roundTripMs: number | null, loss = 0) {
      for (let looks = (seconds * 1000) / LOOK_MS; looks > 0; looks -= 1) {
        now += LOOK_MS;
        received += 25 * (1 - loss);
        lost += 25 * loss;
        const path = { roundTripMs, received, lost, lossThere: 0 };
        const quality = watch.look(path, now);
        const text = quality ? `${quality.level} ${quality.roundTripMs}` : "nothing";
        if (text !== shown.at(-1)) shown.push(text);
      }
    },
  };
}

test("a path is watched for a moment before anything is said of it", () => {
  const { look, shown } = createPath();
  look(10, 42);
  expect(shown).toEqual(["nothing", "good 42"]);
});

test("the figure stands still while it hardly moves, and moves at most every five seconds", () => {
  const { look, shown } = createPath();
  look(5, 42);
  for (let second = 0; second < 20; second += 1) look(1, second % 2 === 0 ? 40 : 44);
  expect(shown).toEqual(["nothing", "good 42"]);
  look(2, 100);
  look(2, 20);
  look(6, 100);
  expect(shown.length).toBeLessThanOrEqual(5);
});

test("a level changes only for what lasts: soon for the worse, late for the better", () => {
  const { look, shown } = createPath();
  const levels = () => shown.map((text) => text.split(" ")[0]).filter((word) => word !== "nothing");
  look(5, 50);
  look(2, 900);
  look(8, 50);
  expect(new Set(levels())).toEqual(new Set(["good"]));
  look(8, 900);
  expect(levels().at(-1)).toBe("poor");
  look(8, 50);
  expect(levels().at(-1)).toBe("poor");
  look(20, 50);
  expect(levels().at(-1)).toBe("good");
});

test("a path that loses much is not good however quick it is, and neither is one that loses there", () => {
  const { look, shown, watch } = createPath();
  look(5, 30);
  look(10, 30, 0.05);
  expect(shown.at(-1)).toBe("fair 30");
  look(10, 30, 0.2);
  expect(shown.at(-1)).toBe("poor 30");
  watch.reset();
  const path = { roundTripMs: 30, received: 100, lost: 0, lossThere: 0.2 };
  for (let looks = 0; looks < 4; looks += 1) watch.look(path, 100_000);
  expect(watch.look(path, 100_000)).toEqual({ level: "poor", roundTripMs: 30 });
});

test("a lost path is forgotten", () => {
  const { look, shown, watch } = createPath();
  look(5, 900);
  expect(shown.at(-1)).toBe("poor 900");
  watch.reset();
  look(5, 20);
  expect(shown.slice(-2)).toEqual(["nothing", "good 20"]);
});

test("the round trip is that of the pair in use, or what the other side reports", () => {
  const report = (...stats: object[]) =>
    new Map(stats.map((stat, index) => [String(index), stat])) as unknown as RTCStatsReport;
  const pairs = [
    { type: "candidate-pair", id: "idle", currentRoundTripTime: 0.9 },
    { type: "candidate-pair", id: "used", currentRoundTripTime: 0.042 },
  ];
  const inbound = { type: "inbound-rtp", id: "in", packetsReceived: 90, packetsLost: 10 };
  const told = { type: "remote-inbound-rtp", id: "told", roundTripTime: 0.05, fractionLost: 0.25 };
  const transport = { type: "transport", id: "t", selectedCandidatePairId: "used" };
  const path = { received: 90, lost: 10, lossThere: 0.25 };
  expect(readPath(report(...pairs, inbound, told, transport))).toEqual({
    ...path,
    roundTripMs: 42,
  });
  expect(readPath(report(inbound, told))).toEqual({ ...path, roundTripMs: 50 });
  expect(readPath(report(inbound)).roundTripMs).toBeNull();
});
