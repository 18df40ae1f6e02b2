import { expect, test } from "vitest";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { Heartbeat } from "./heartbeat.ts";

function createHeart() {
  const clock = createVirtualClock();
  const now = { isConnected: true, isAnswering: true, beats: 0, silences: 0 };
  const heartbeat = new Heartbeat({
    clock,
    isConnected: () => now.isConnected,
    beat() {
      now.beats += 1;
      return now.isAnswering ? Promise.resolve() : new Promise(() => {});
    },
    onSilence() {
      now.silences += 1;
    },
  });
  heartbeat.start();
  return { clock, now, heartbeat };
}

test("beats every 3 s, and a server that answers is never silent", async () => {
  const { clock, now, heartbeat } = createHeart();
  await clock.advance(30_000);
  expect(now).toMatchObject({ beats: 11, silences: 0 });
  heartbeat.stop();
  await clock.advance(30_000);
  expect(now.beats).toBe(11);
});

test("no answer within 4 s is told once, and again if the next connection is as dead", async () => {
  const { clock, now, heartbeat } = createHeart();
  await clock.advance(9_000);
  now.isAnswering = false;
  await clock.advance(6_900);
  expect(now.silences).toBe(0);
  await clock.advance(200);
  expect(now.silences).toBe(1);
  heartbeat.handleConnected();
  await clock.advance(4_000);
  expect(now.silences).toBe(2);
});

test("a connection that never opens is given up after 4 s", async () => {
  const { clock, now } = createHeart();
  now.isConnected = false;
  await clock.advance(7_500);
  expect(now.silences).toBe(1);
});
