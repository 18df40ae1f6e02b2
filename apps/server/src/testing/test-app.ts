import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAvailability } from "#kernel/availability";
import type { AvailabilitySwitch } from "#kernel/availability";
import type { Config } from "#kernel/config";
import { createLog } from "#kernel/log";
import { createApp } from "../app.ts";
import { findFreePort } from "./server-process.ts";
import { openTestDatabase } from "./test-database.ts";
import type { TestDatabase } from "./test-database.ts";
import { createCaller, signUpPerson } from "./test-person.ts";
import type { Caller, TestPerson } from "./test-person.ts";

export interface TestAppOptions {
  /** Another node on the same database. */
  database?: TestDatabase;
  limits?: boolean;
  publicUrl?: string;
  trustProxy?: string[];
  ice?: Config["ice"];
  ringSeconds?: number;
}

export interface TestApp {
  url: string;
  database: TestDatabase;
  dataDir: string;
  availability: AvailabilitySwitch;
  /** Says what epoch this node believes in. */
  setEpoch(epoch: string): void;
  /** Calls the API without credentials, or with the given headers. */
  call: Caller;
  /** Signs a new person up through the API and the mail folder. */
  person(name: string): Promise<TestPerson>;
  close(): Promise<void>;
}

const SECRET = "a secret that is only ever used by tests";

/** The whole server on a port of its own and a database of its own. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await openTestDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), "parley-app-"));
  const availability = createAvailability();
  let epoch = "11111111-1111-4111-8111-111111111111";
  const port = await findFreePort();
  const app = await createApp({
    config: {
      port,
      host: null,
      publicUrl: options.publicUrl ? new URL(options.publicUrl) : null,
      dataDir,
      databaseUrl: database.url,
      smtpUrl: null,
      mailFrom: "Parley <parley@localhost>",
      sessionSecret: SECRET,
      ice: options.ice ?? { stunUrls: [], turnUrls: [], turnSecret: null },
      ringSeconds: options.ringSeconds ?? 30,
      trustProxy: options.trustProxy ?? [],
      limits: options.limits ?? false,
      logLevel: "silent",
    },
    log: createLog("error"),
    database: { db: database.db, sql: database.sql, target: database.url },
    secret: SECRET,
    webDist: null,
    epoch: () => epoch,
    availability,
  });
  await app.listen();
  availability.set(true);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    database,
    dataDir,
    availability,
    setEpoch(value) {
      epoch = value;
    },
    call: createCaller(url, {}),
    person: (name) => signUpPerson({ url, dataDir, name }),
    async close() {
      await app.close();
      if (!options.database) await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
