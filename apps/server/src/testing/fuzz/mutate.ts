import { nastyValue, poison, setOwn, TEXTS } from "./nasty.ts";
import type { Random } from "./random.ts";

const LARGEST_LIST = 2_500;
/** Lists of lists of long texts would not fit into a string; far less is too large for the server. */
const LARGEST_TEXT = 1_000_000;

/** The same value with one to three things wrong somewhere in it. */
export function mutate(value: unknown, random: Random): unknown {
  let mutated = value;
  for (let times = 1 + random.below(3); times > 0; times -= 1)
    mutated = mutateOnce(mutated, random);
  return mutated;
}

function mutateOnce(value: unknown, random: Random): unknown {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const key = keys[random.below(keys.length)];
  if (key === undefined || random.chance(0.15)) return breakValue(value, random);
  const copy: object = Array.isArray(value) ? [...value] : { ...(value as object) };
  const part: unknown = Reflect.get(copy, key);
  if (random.chance(0.25)) return breakMembers(copy, key, random);
  return setOwn(copy, key, mutateOnce(part, random));
}

function breakMembers(copy: object, key: string, random: Random): object {
  switch (random.below(4)) {
    case 0:
      Reflect.deleteProperty(copy, key);
      return copy;
    case 1:
      return poison(random, copy);
    case 2:
      return setOwn(copy, random.pick(TEXTS), nastyValue(random));
    default:
      return setOwn(copy, key, nastyValue(random));
  }
}

function breakValue(value: unknown, random: Random): unknown {
  switch (random.below(6)) {
    case 0:
      return [value];
    case 1:
      return repeat(value, random.below(LARGEST_LIST));
    case 2:
      return typeof value === "string" ? value + random.pick(TEXTS) : (JSON.stringify(value) ?? "");
    case 3:
      return typeof value === "number" ? value * 4_294_967_296 : { value };
    default:
      return nastyValue(random);
  }
}

function repeat(value: unknown, times: number): unknown[] {
  const length = JSON.stringify(value)?.length ?? 0;
  return Array.from(
    { length: Math.min(times, Math.floor(LARGEST_TEXT / (length + 1))) },
    () => value,
  );
}
