import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, StartFault } from "./start-fault.ts";

const SECRET_BYTES = 32;

/** The secret kept in the data folder, made by the first start; only its owner may read it. */
export async function keepSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, "session-secret");
  const kept = await readSecret(path);
  if (kept !== null) return kept;
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, `${randomBytes(SECRET_BYTES).toString("base64url")}\n`, {
    mode: 0o600,
    flush: true,
  });
  // Linking never replaces: of two first starts both use the one that was quicker.
  await link(fresh, path).catch((error: unknown) => {
    if (errorCode(error) !== "EEXIST") throw error;
  });
  await rm(fresh);
  const made = await readSecret(path);
  if (made === null) throw new StartFault(`The secret in ${path} could not be read back.`);
  return made;
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, "utf8")).trim();
    if (text.length >= SECRET_BYTES) return text;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw new StartFault(`The secret in ${path} is not readable (${errorCode(error)}).`, {
      cause: error,
    });
  }
  throw new StartFault(
    `The secret in ${path} is damaged: restore it, or delete it, which signs everybody out.`,
  );
}
