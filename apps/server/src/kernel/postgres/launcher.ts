import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { describeError, StartFault } from "../start-fault.ts";
import type { Binaries } from "./binaries.ts";

const run = promisify(execFile);
const FIRST_ACCOUNT = 1000;

/** A program and the arguments that come before its own. */
export type Prefix = readonly string[];

/** Finds out how this person may run PostgreSQL, by asking the program for its version. */
export async function choosePrefix(binaries: Binaries): Promise<Prefix> {
  const needsNamespace = isRoot() || !hasAccount();
  const prefix = needsNamespace ? await asSomebody() : [];
  const [program = "", ...args] = [...prefix, binaries.postgres, "--version"];
  try {
    await run(program, args);
    return prefix;
  } catch (error) {
    throw new StartFault(
      needsNamespace
        ? `${isRoot() ? "PostgreSQL does not run as root" : "PostgreSQL does not run for a user without an account"}, and a user namespace to run it in could not be made (${reason(error)}): start Parley as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.`
        : `The embedded PostgreSQL does not run on this machine (${reason(error)}): set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

/**
 * PostgreSQL refuses to run as root, and for a user whose number belongs to no account, as
 * containers often have. Such a person is given a user namespace in which they have the number of
 * some account of this machine: the files stay theirs, and no account has to exist that could
 * enter the folder.
 */
async function asSomebody(): Promise<Prefix> {
  const id = findAccount(await readFile("/etc/passwd", "utf8").catch(() => ""));
  return ["unshare", "--user", `--map-user=${id}`, `--map-group=${id}`];
}

/** The number of an account that is not root's, in the text of `/etc/passwd`; the usual first one where it names none. */
export function findAccount(passwd: string): number {
  const ids = passwd.split("\n").map((line) => Number(line.split(":")[2] ?? 0));
  return ids.find((id) => Number.isInteger(id) && id > 0) ?? FIRST_ACCOUNT;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function hasAccount(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end and answers with what it printed. */
export async function runToEnd(prefix: Prefix, program: string, args: string[]): Promise<string> {
  const [first = "", ...rest] = [...prefix, program, ...args];
  try {
    const { stdout } = await run(first, rest);
    return stdout;
  } catch (error) {
    throw new Error(reason(error), { cause: error });
  }
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
