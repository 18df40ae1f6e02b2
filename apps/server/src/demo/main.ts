import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "#kernel/lifecycle";
import type { AppParts } from "#kernel/lifecycle";
import { buildWeb } from "#kernel/web-build";
import { createApp } from "../app.ts";
import { DEMO_PASSWORD, demoEmail, seedDemo } from "./seed.ts";

/** Serves a place with people in it from a scratch folder, which goes when the server stops. */
export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const scratch = env["DATA_DIR"] ? null : await mkdtemp(join(tmpdir(), "parley-demo-"));
  // The folder is removed at the very end, after the database has let go of it.
  if (scratch) process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
  await run({
    env: { ...env, DATABASE_URL: "", ...(scratch ? { DATA_DIR: scratch } : {}) },
    createApp,
    buildWeb: env["PARLEY_WEB"] === "elsewhere" ? async () => null : buildWeb,
    prepare: ({ database }) => seedDemo(database.db, new Date()),
    welcome,
  });
}

function welcome({ config }: AppParts): string {
  const address = config.publicUrl?.origin ?? `http://localhost:${config.port}`;
  const signIn = (name: string, key: string) =>
    `  ${name.padEnd(16)} ${demoEmail(key).padEnd(26)} password: ${DEMO_PASSWORD}`;
  return [
    "",
    `The demo is ready: ${address}`,
    "Sign in as two people, in two browser windows of which one is private:",
    "",
    signIn("Nora Brandt", "nora"),
    signIn("Haruka Ōnishi", "haruka"),
    "",
    "Everybody else has the same password. Ctrl-C ends it and leaves nothing behind.",
    "",
  ].join("\n");
}
