import { createHash, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;

/** A new bearer token: the text is for its owner alone, the digest for the database. */
export function makeToken(): { token: string; hash: Buffer } {
  const token = `parley_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  return { token, hash: hashToken(token) };
}

/** Under this digest a bearer token is stored. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
