import { StartFault } from "#kernel/start-fault";

/** The one argument of both commands. */
export function readFile(command: "backup" | "restore", args: readonly string[]): string {
  const [file, ...others] = args;
  if (file && others.length === 0 && !file.startsWith("-")) return file;
  throw new StartFault(`Name one file: npm run ${command} -- parley.backup`);
}
