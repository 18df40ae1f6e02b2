import { open } from "node:fs/promises";

/** Puts the names in a folder on disk: those that were just made, moved or taken away. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}
