import { rm } from "node:fs/promises";
import { join } from "node:path";
import { poll } from "#kernel/pause";
import type { Restored } from "./checker/history.ts";
import type { Errand } from "./faults.ts";
import type { World } from "./world.ts";

const PATIENCE_MS = 120_000;

/** Every so often a backup is taken under load, and put back half that time later. */
export function planRestores(
  world: World,
  { everyMs, totalMs }: { everyMs: number; totalMs: number },
): { errands: Errand[]; restored: Restored[] } {
  const restored: Restored[] = [];
  const errands: Errand[] = [];
  const file = join(world.folder, "parley.backup");
  for (let at = everyMs; at < totalMs; at += everyMs) {
    let times = { backupFrom: 0, backupUntil: 0 };
    errands.push(
      {
        at: at - everyMs / 2,
        async run() {
          times = await takeBackup(world, file);
        },
      },
      {
        at,
        async run() {
          restored.push({ ...times, ...(await restore(world, file)) });
        },
      },
    );
  }
  return { errands, restored };
}

/** As soon as the database is back from the last fault. */
async function takeBackup({ recorder, victim, url }: World, file: string) {
  await rm(file, { force: true });
  const isReady = await poll(PATIENCE_MS, () =>
    fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  if (!isReady) throw new Error("The server did not come back.");
  const backupFrom = recorder.now();
  await victim.command("backup", file);
  return { backupFrom, backupUntil: recorder.now() };
}

/** The server goes back in time, and those without a client in them know what that asks of them. */
async function restore({ recorder, victim, senders, proxy }: World, file: string) {
  await victim.end("SIGTERM");
  const stopped = recorder.now();
  proxy.cutAll();
  for (const sender of senders) sender.rewind();
  await victim.command("restore", file);
  await victim.start();
  return { stopped, started: recorder.now() };
}
