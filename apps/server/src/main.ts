import { run } from "#kernel/lifecycle";
import { buildWeb } from "#kernel/web-build";
import { createApp } from "./app.ts";

/** Serves until told to stop. */
export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  await run({ env, createApp, buildWeb });
}
