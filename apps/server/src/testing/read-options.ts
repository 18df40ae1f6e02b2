import { parseArgs, type ParseArgsConfig } from "node:util";

/** The options of a command; for those it does not have, `usage` is said and the process ends with 2. */
export function readOptions<T extends NonNullable<ParseArgsConfig["options"]>>(
  options: T,
  usage: string,
): ReturnType<typeof parseArgs<{ options: T }>>["values"] {
  try {
    return parseArgs({ options }).values;
  } catch {
    process.stderr.write(`${usage}\n`);
    process.exit(2);
  }
}
