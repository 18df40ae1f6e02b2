/** The driver's conversions of one client, by the number of the type. */
export interface Conversions {
  parsers: Record<number, (text: string) => unknown>;
  serializers: Record<number, (value: unknown) => unknown>;
}

/** Element type → array type, as PostgreSQL has numbered them for good. */
const ARRAYS: readonly (readonly [element: number, array: number])[] = [
  [16, 1000], // boolean
  [17, 1001], // bytea
  [20, 1016], // bigint
  [21, 1005], // smallint
  [23, 1007], // integer
  [25, 1009], // text
  [114, 199], // json
  [701, 1022], // double precision
  [1043, 1015], // varchar
  [1082, 1182], // date
  [1184, 1185], // timestamptz
  [1700, 1231], // numeric
  [2950, 2951], // uuid
  [3802, 3807], // jsonb
];

/**
 * Teaches a client the arrays of the built-in types. The driver can ask the server for them on
 * each connection, but when the connection breaks at that moment nobody catches the failure and
 * the whole process ends.
 */
export function addArrays({ parsers, serializers }: Conversions): void {
  for (const [element, array] of ARRAYS) {
    const parse = parsers[element] ?? String;
    const serialize = serializers[element] ?? String;
    parsers[array] = (text) => parseArray(text, parse);
    serializers[array] = (value) =>
      Array.isArray(value) ? writeArray(value, serialize) : String(value);
  }
}

/** An array literal: `{a,"b \"c\"",NULL,{d}}`. */
function writeArray(values: readonly unknown[], serialize: (value: unknown) => unknown): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return "NULL";
    if (Array.isArray(value)) return writeArray(value, serialize);
    return `"${String(serialize(value)).replace(/["\\]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}

/** A brace, a quoted item, or a bare one; bounds as in `[2:3]={…}` come before the first brace. */
const TOKEN = /[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gsu;

function parseArray(text: string, parse: (text: string) => unknown): unknown[] {
  const root: unknown[] = [];
  const open: unknown[][] = [root];
  for (const token of text.slice(text.indexOf("{")).matchAll(TOKEN)) {
    const [whole, quoted] = token;
    const current = open.at(-1) ?? root;
    if (whole === "{") {
      const inner: unknown[] = [];
      current.push(inner);
      open.push(inner);
    } else if (whole === "}") open.pop();
    else if (quoted !== undefined) current.push(parse(quoted.replace(/\\(.)/gsu, "$1")));
    else current.push(whole === "NULL" ? null : parse(whole));
  }
  const [array] = root;
  return Array.isArray(array) ? array : [];
}
