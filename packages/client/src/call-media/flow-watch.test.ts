import { expect, test } from "vitest";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { FlowWatch } from "./flow-watch.ts";

/** A connection whose intake a test sets. */
function createConnection() {
  const clock = createVirtualClock();
  const told: string[] = [];
  const now = {
    perLook: { packets: 0, frames: 0, checks: 0 },
    drawnPerLook: 0,
    isExpecting: true,
    isSeen: true,
    state: "connected" as RTCPeerConnectionState,
  };
  const sum = { packets: 0, frames: 0, checks: 0 };
  let drawn = 0;
  const watch = new FlowWatch({
    clock,
    read() {
      for (const key of ["packets", "frames", "checks"] as const) sum[key] += now.perLook[key];
      drawn += now.drawnPerLook;
      return Promise.resolve({ ...sum });
    },
    getConnectionState: () => now.state,
    expectsMedia: () => now.isExpecting,
    countDrawn: () => (now.isSeen ? drawn : null),
    onFlowing: () => told.push("flowing"),
    onStalled: () => told.push("stalled"),
    onFrozen: () => told.push("frozen"),
    onLook: () => {},
  });
  return { clock, told, now, watch };
}

test("no RTP for two seconds is a stall, whatever the browser says", async () => {
  const { clock, told, now } = createConnection();
  now.perLook = { packets: 25, frames: 0, checks: 0 };
  await clock.advance(5_000);
  expect(told).toEqual(["flowing"]);
  now.perLook = { packets: 0, frames: 0, checks: 1 };
  await clock.advance(1_500);
  expect(told).toEqual(["flowing"]);
  await clock.advance(1_000);
  expect(told).toEqual(["flowing", "stalled"]);
  now.perLook = { packets: 25, frames: 0, checks: 0 };
  await clock.advance(500);
  expect(told).toEqual(["flowing", "stalled", "flowing"]);
});

test("a connection that has failed is a stall at once", async () => {
  const { clock, told, now } = createConnection();
  now.perLook = { packets: 25, frames: 0, checks: 0 };
  await clock.advance(1_000);
  now.state = "failed";
  now.perLook = { packets: 0, frames: 0, checks: 0 };
  await clock.advance(500);
  expect(told).toEqual(["flowing", "stalled"]);
});

test("where the other side sends nothing, the checks of the path tell", async () => {
  const { clock, told, now } = createConnection();
  now.isExpecting = false;
  now.perLook = { packets: 0, frames: 0, checks: 1 };
  await clock.advance(30_000);
  expect(told).toEqual(["flowing"]);
  now.perLook = { packets: 0, frames: 0, checks: 0 };
  await clock.advance(10_000);
  expect(told).toEqual(["flowing", "stalled"]);
});

test("where checks are not counted, the browser's own word on the connection does", async () => {
  const { clock, told, now } = createConnection();
  now.isExpecting = false;
  await clock.advance(30_000);
  expect(told).toEqual(["flowing"]);
  now.state = "disconnected";
  await clock.advance(10_000);
  expect(told).toEqual(["flowing", "stalled"]);
});

test("somebody who unmutes has two seconds until the first packet", async () => {
  const { clock, told, now } = createConnection();
  now.isExpecting = false;
  now.perLook = { packets: 0, frames: 0, checks: 1 };
  await clock.advance(5_000);
  now.perLook = { packets: 0, frames: 0, checks: 0 };
  await clock.advance(5_000);
  now.isExpecting = true;
  await clock.advance(1_500);
  expect(told).toEqual(["flowing"]);
});

test("frames that arrive and are never drawn are a frozen picture, but only where somebody looks", async () => {
  const { clock, told, now } = createConnection();
  now.perLook = { packets: 25, frames: 15, checks: 0 };
  now.drawnPerLook = 15;
  await clock.advance(5_000);
  now.drawnPerLook = 0;
  now.isSeen = false;
  await clock.advance(5_000);
  expect(told).toEqual(["flowing"]);
  now.isSeen = true;
  await clock.advance(4_000);
  expect(told).toContain("frozen");
});
