import { TEXTS } from "./nasty.ts";
import type { Pool } from "./pool.ts";
import type { Random } from "./random.ts";

/** A JSON Schema as it was read: what is not there is undefined. */
export type Schema = Record<string, unknown>;

export interface Sources {
  random: Random;
  pool: Pool;
}

const MOST_ITEMS = 20;
/** How often a free text is one that has broken programs before. */
const ODD_TEXTS = 0.4;
const WORDS: readonly [string, ...string[]] = [
  "Shall we practise together?",
  "Olá, tudo bem?",
  "こんにちは",
  "ada",
  "Europe/Berlin",
  "en",
  "pt-BR",
  "123456",
  "battery horse correct",
];

/** A value that the schema would most likely accept; ids are mostly of things that exist. */
export function valueFor(schema: Schema, name: string, sources: Sources): unknown {
  const { random } = sources;
  const options = asList(schema["anyOf"] ?? schema["oneOf"]);
  if (isFilled(options)) return valueFor(asSchema(random.pick(options)), name, sources);
  const known = asList(schema["enum"]);
  if (isFilled(known)) return random.pick(known);
  if ("const" in schema) return schema["const"];
  const types = asList(schema["type"] ?? "string");
  switch (isFilled(types) ? random.pick(types) : "string") {
    case "object":
      return objectFor(schema, sources);
    case "array":
      return arrayFor(schema, name, sources);
    case "integer":
    case "number":
      return numberFor(schema, random);
    case "boolean":
      return random.chance(0.5);
    case "null":
      return null;
    default:
      return textFor(schema, name, sources);
  }
}

function objectFor(schema: Schema, sources: Sources): Schema {
  const required = asList(schema["required"]);
  const entries = Object.entries(asSchema(schema["properties"]))
    .filter(([key]) => required.includes(key) || sources.random.chance(0.5))
    .map(([key, part]) => [key, valueFor(asSchema(part), key, sources)]);
  return Object.fromEntries(entries);
}

function arrayFor(schema: Schema, name: string, sources: Sources): unknown[] {
  const places = asList(schema["prefixItems"]);
  if (places.length > 0) return places.map((part) => valueFor(asSchema(part), name, sources));
  const least = asNumber(schema["minItems"], 0);
  const most = Math.min(asNumber(schema["maxItems"], MOST_ITEMS), MOST_ITEMS);
  const length = least + sources.random.below(Math.max(1, Math.min(4, most - least + 1)));
  const items = asSchema(schema["items"]);
  return Array.from({ length }, () => valueFor(items, name.replace(/s$/, ""), sources));
}

function numberFor(schema: Schema, random: Random): number {
  const least = asNumber(schema["minimum"], 0);
  const most = asNumber(schema["maximum"], 1_000);
  // Counters of things that exist are small.
  const near = least + random.below(Math.min(50, most - least + 1));
  return random.chance(0.8) ? near : random.pick([least, most]);
}

function textFor(schema: Schema, name: string, { random, pool }: Sources): string {
  const pattern = String(schema["pattern"] ?? "");
  if (pattern.startsWith("^[0-9a-f]{8}-")) return pool.id(name);
  if (schema["format"] === "date-time") return "2099-01-01T00:00:00.000Z";
  if (name === "email") return pool.email();
  if (name === "lang" || name === "code") return random.pick(["en", "es", "zh-Hant", "pt-BR"]);
  if (name === "cursor" || name === "next") return pool.cursor();
  // The right type in the right place: only what is behind the form can stumble over such a text.
  return random.pick(random.chance(ODD_TEXTS) ? TEXTS : WORDS);
}

export function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null ? (value as Schema) : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function isFilled<T>(list: T[]): list is [T, ...T[]] {
  return list.length > 0;
}

function asNumber(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}
