import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createSeededRandom, createVirtualClock } from "../testing/virtual-clock.ts";
import { SignalReceiver } from "./signal-receiver.ts";
import { SignalSender } from "./signal-sender.ts";
import type { SignalPart } from "./signal-part.ts";

function part(n: number): SignalPart {
  return { candidate: { candidate: String(n) } };
}

function numberOf(signal: SignalPart): number {
  return "candidate" in signal ? Number(signal.candidate.candidate) : Number.NaN;
}

/** Both ends, with a way between them that loses, doubles and delays. */
function createWay(seed: number, loss: number) {
  const clock = createVirtualClock();
  const random = createSeededRandom(seed);
  const heard: number[] = [];
  let sent = 0;
  let isCut = false;
  const carry = (work: () => void) => {
    const copies = random() < 0.3 ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (isCut || random() < loss) continue;
      clock.setTimeout(work, random() * 1_500);
    }
  };
  const sender: SignalSender = new SignalSender(clock, (seq, signal) => {
    sent += 1;
    carry(() => receiver.receive(seq, signal));
  });
  const receiver = new SignalReceiver({
    onSignal: (signal) => heard.push(numberOf(signal)),
    ack: (seq) => carry(() => sender.handleAck(seq)),
  });
  return {
    clock,
    sender,
    heard,
    countSent: () => sent,
    setCut: (value: boolean) => {
      isCut = value;
    },
  };
}

test("G1: whatever is lost, doubled or late, each signal arrives once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.double({ min: 0, max: 0.3, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
      async (seed, loss, count) => {
        const { clock, sender, heard } = createWay(seed, loss);
        const numbers = Array.from({ length: count }, (_, index) => index + 1);
        for (const n of numbers) sender.send(part(n));
        await clock.advance(55_000);
        expect(heard).toEqual(numbers);
      },
    ),
    { numRuns: 60 },
  );
});

test("G1: what was said while nothing got through is said again at once when it does", async () => {
  const { clock, sender, heard, setCut, countSent } = createWay(7, 0);
  setCut(true);
  for (const n of [1, 2, 3]) sender.send(part(n));
  await clock.advance(20_000);
  expect(heard).toEqual([]);
  setCut(false);
  sender.replay();
  await clock.advance(1_500);
  expect(heard).toEqual([1, 2, 3]);
  const settled = countSent();
  await clock.advance(60_000);
  expect(countSent()).toBeLessThanOrEqual(settled + 3);
});

test("what nobody takes is kept for 60 s and up to 256 signals, and then dropped", async () => {
  const { clock, sender, heard, setCut } = createWay(1, 0);
  setCut(true);
  for (let n = 1; n <= 300; n += 1) sender.send(part(n));
  await clock.advance(61_000);
  setCut(false);
  sender.replay();
  await clock.advance(10_000);
  expect(heard).toEqual([]);
});
