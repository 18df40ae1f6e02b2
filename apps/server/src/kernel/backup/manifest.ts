import { z } from "zod";

/** The first entry of every backup, so that a foreign file is known as one at once. */
export const MARKER = { path: "parley-backup", text: "A backup of Parley, format 1.\n" };
/** The last entry: without it the backup was never finished. */
export const MANIFEST_PATH = "manifest.json";

const Manifest = z.object({
  format: z.literal(1),
  /** ISO 8601: all that was acknowledged until then is in it. */
  at: z.string(),
  /** Major version of PostgreSQL. */
  postgres: z.string(),
  files: z.array(z.object({ path: z.string(), size: z.number(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** Null when the text is no manifest. */
export function parseManifest(text: string): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
