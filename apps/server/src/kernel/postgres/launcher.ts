import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { promisify } from "node:util";
import { describeError, StartFault } from "../start-fault.ts";
import type { Binaries } from "./binaries.ts";

const run = promisify(execFile);

/** A program and the arguments that come before its own. */
export type Prefix = readonly string[];

/**
 * PostgreSQL refuses to run as root. Root is given a user namespace in which the same person has
 * the number 1000: the files stay root's, and no account has to exist that could enter the folder.
 */
const AS_NOBODY_SPECIAL: Prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

/** Finds out how this person may run PostgreSQL, by asking the program for its version. */
export async function choosePrefix(binaries: Binaries): Promise<Prefix> {
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? AS_NOBODY_SPECIAL : [];
  const [program = "", ...args] = [...prefix, binaries.postgres, "--version"];
  try {
    await run(program, args);
    return prefix;
  } catch (error) {
    throw new StartFault(
      isRoot
        ? `PostgreSQL does not run as root, and a user namespace to run it in could not be made (${reason(error)}): start Parley as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.`
        : `The embedded PostgreSQL does not run on this machine (${reason(error)}): set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

/** Runs a program to its end and answers with what it printed. */
export async function runToEnd(prefix: Prefix, program: string, args: string[]): Promise<string> {
  const [first = "", ...rest] = [...prefix, program, ...args];
  const { stdout } = await run(first, rest);
  return stdout;
}

/** Starts a program in a session of its own, so that Ctrl-C at the terminal does not reach it. */
export function startDetached(
  prefix: Prefix,
  command: { program: string; args: string[]; output: number },
): ChildProcess {
  const [first = "", ...rest] = [...prefix, command.program, ...command.args];
  const child = spawn(first, rest, {
    detached: true,
    stdio: ["ignore", command.output, command.output],
  });
  child.unref();
  return child;
}

function reason(error: unknown): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return stderr.split("\n")[0] || describeError(error);
}
