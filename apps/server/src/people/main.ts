import { open } from "node:fs/promises";
import { isLoopback } from "#kernel/config";
import type { Config } from "#kernel/config";
import { runOnDatabase } from "#kernel/database-command";
import { findOtherNode } from "#kernel/external-host";
import type { RunningDatabase } from "#kernel/start-database";
import { describeError, StartFault } from "#kernel/start-fault";
import { makePeople } from "./make-people.ts";
import { readOptions } from "./options.ts";
import type { PeopleOptions } from "./options.ts";

/** `npm run people -- --count N --out FILE`: people with bearer tokens, for a load to start with. */
export async function main(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  await runOnDatabase(env, (config) => {
    const options = readOptions(args);
    refuseElsewhere(config);
    return (database) => makeInto(options, database);
  });
}

async function makeInto(
  { count, out }: PeopleOptions,
  { db, sql }: RunningDatabase,
): Promise<string> {
  const other = await findOtherNode(sql);
  if (other !== null) {
    throw new StartFault(
      `A Parley (process ${other}) works with the database of DATABASE_URL: stop it first.`,
    );
  }
  const file = await openFile(out);
  try {
    const people = await makePeople(db, count, new Date());
    await file.writeFile(`${JSON.stringify(people, null, 1)}\n`);
  } finally {
    await file.close();
  }
  return `Made ${count} people; their bearer tokens are in ${out}.`;
}

/** Nobody confirmed these people: they have no place where others could meet them. */
function refuseElsewhere({ publicUrl, databaseUrl }: Config): void {
  if (publicUrl && !isLoopback(publicUrl.hostname)) {
    throw new StartFault(
      `People are made for tests on this machine alone, but PUBLIC_URL is ${publicUrl.origin}.`,
    );
  }
  if (databaseUrl && !isLoopback(new URL(databaseUrl).hostname)) {
    throw new StartFault(
      "People are made for tests on this machine alone, but DATABASE_URL is elsewhere.",
    );
  }
}

/** Opened before anybody is made: without the file their tokens would be lost. It is for its owner alone. */
async function openFile(path: string) {
  try {
    const file = await open(path, "w", 0o600);
    await file.chmod(0o600);
    return file;
  } catch (error) {
    throw new StartFault(`The file ${path} cannot be written: ${describeError(error)}.`, {
      cause: error,
    });
  }
}
