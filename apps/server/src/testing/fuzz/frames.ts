import type { Random } from "./random.ts";
import type { Wire } from "./wire.ts";

const LARGE = 140 * 1024;

/** Packets out of their order, cut short, or of no known form. */
const FRAMES: readonly [string, ...string[]] = [
  "",
  "9",
  "2",
  "3",
  "5",
  "6",
  "2probe",
  "4",
  "40",
  '40{"token":"parley_nothing"}',
  "40/nowhere,",
  "41",
  "42",
  "42[",
  "42{}",
  "42[]",
  "42[null]",
  "42[1,2]",
  '42["connect"]',
  '42["disconnecting"]',
  '42["newListener",1]',
  '42["__proto__",{}]',
  '42["message:send"]',
  '42["message:send",null,null,null]',
  '4299999999999999999999["typing:stop",{}]',
  '42-1["typing:stop",{}]',
  '420["typing:stop",{}]',
  "431[]",
  '4399999[{"ok":true}]',
  "44{}",
  '451-["message:send",{"_placeholder":true,"num":0}]',
  '459-["message:send",{"_placeholder":true,"num":7}]',
  '45999999999-["a"]',
  '451-["message:send",{"_placeholder":true,"num":-1}]',
  "46-[]",
  "47",
  "bAAAA",
  "b\u0000",
  "\u0000",
  "4\ufeff2[]",
];

/** Sends one to three frames that no client sends, some of them bytes or far too large. */
export function sendOddFrames(wire: Wire, random: Random): string {
  const sent: string[] = [];
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const kind = random.below(10);
    if (kind === 0) {
      const bytes = Buffer.alloc(random.below(600), random.below(256));
      sent.push(`${bytes.length} bytes`);
      wire.send(bytes);
      continue;
    }
    const frame = kind === 1 ? nestedFrame(random) : random.pick(FRAMES);
    sent.push(frame.slice(0, 200));
    wire.send(frame);
  }
  return sent.join(" ");
}

function nestedFrame(random: Random): string {
  const depth = 1_000 + random.below(LARGE - 2_000);
  const name = random.pick(["message:send", "presence:watch", "receipt:advance"]);
  const packet = random.chance(0.3) ? "451-" : "421";
  const closing = random.chance(0.7) ? "]".repeat(depth) : "";
  return `${packet}["${name}",${"[".repeat(depth)}${closing}]`;
}
