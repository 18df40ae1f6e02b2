import { access, chmod, constants, mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { describeError, errorCode, StartFault } from "./start-fault.ts";

/** Makes the data folder, for its owner alone, and answers with its absolute path. */
export async function prepareDataFolder(dataDir: string): Promise<string> {
  const path = resolve(dataDir);
  try {
    await makeFolder(path);
    const { uid } = await stat(path);
    if (uid === process.getuid?.()) await chmod(path, 0o700);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartFault(
      `The data folder ${path} is not writable (${errorCode(error) || describeError(error)}): give it to the user who starts Parley, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  return path;
}

/** Step by step: asked for all of it at once, Node never answers where a parent takes no folders, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return;
    if (code !== "ENOENT" || (await exists(dirname(path)))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
