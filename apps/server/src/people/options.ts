import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { StartFault } from "#kernel/start-fault";

const MOST = 1_000_000;

export interface PeopleOptions {
  count: number;
  /** Absolute; a relative path counts from Parley's own folder. */
  out: string;
}

export function readOptions(args: readonly string[]): PeopleOptions {
  const { count, out } = parse(args);
  const number = /^\d{1,7}$/.test(count) ? Number(count) : 0;
  if (number < 1 || number > MOST || out === "") {
    throw new StartFault(
      `Say how many people and into which file: npm run people -- --count 1000 --out people.json (at most ${MOST}).`,
    );
  }
  return { count: number, out: resolve(out) };
}

function parse(args: readonly string[]): { count: string; out: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { count: { type: "string" }, out: { type: "string" } },
    });
    return { count: values.count ?? "", out: values.out ?? "" };
  } catch {
    return { count: "", out: "" };
  }
}
