import { access, chmod, constants, mkdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { describeError, errorCode, StartFault } from "./start-fault.ts";

/** Makes the data folder, for its owner alone, and answers with its absolute path. */
export async function prepareDataFolder(dataDir: string): Promise<string> {
  const path = resolve(dataDir);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
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
