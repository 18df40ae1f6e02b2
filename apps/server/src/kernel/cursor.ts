import type { z } from "zod/mini";
import { invalid } from "./errors.ts";

/** Where the next page of a list begins: opaque to clients, who only send it back. */
export function writeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The position that a cursor names, or null for the first page; throws VALIDATION of `field` for any other text. */
export function readCursor<T>(
  cursor: string | undefined,
  schema: z.ZodMiniType<T>,
  field = "cursor",
): T | null {
  if (!cursor) return null;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return schema.parse(position);
  } catch {
    throw invalid(field, "This cursor is not ours.");
  }
}
