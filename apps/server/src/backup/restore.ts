import { resolve } from "node:path";
import { restoreBackup } from "#kernel/backup/restore-backup";
import { prepareDataFolder } from "#kernel/data-folder";
import { runCommand, startForCommand } from "#kernel/database-command";
import { StartFault } from "#kernel/start-fault";
import { readFile } from "./options.ts";

/** `npm run restore -- FILE`: puts a backup in the place of what the data folder holds. */
export async function main(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  await runCommand(env, async (config) => {
    if (config.databaseUrl) {
      throw new StartFault(
        "DATABASE_URL is set, so the database is yours: restore it with your own tools, and end with npm run epoch.",
      );
    }
    const file = resolve(readFile("restore", args));
    const dataDir = await prepareDataFolder(config.dataDir);
    const { at, aside } = await restoreBackup({
      file,
      dataDir,
      start: (folder) => startForCommand({ ...config, dataDir: folder }),
    });
    const kept = aside ? ` What was there before is in ${aside}.` : "";
    return `Restored ${file} into ${dataDir}, as it stood at ${at}: clients start afresh and offer again what was acknowledged lately.${kept}`;
  });
}
