import { run } from "#kernel/lifecycle";
import { createApp } from "../app.ts";

// The whole server but the web app, as a process of its own that tests may kill.
await run({ env: process.env, createApp, buildWeb: async () => null });
