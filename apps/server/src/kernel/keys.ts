import { hkdfSync } from "node:crypto";

/** Every key of the server, each derived from the one secret for a single purpose. */
export interface Keys {
  /** Signs session cookies. */
  session: Uint8Array;
  /** Names the signing key in each cookie; another secret has another name. */
  sessionKeyId: string;
  /** Goes into every stored code, so that the database alone does not give codes away. */
  pepper: Uint8Array;
}

const KEY_BYTES = 32;
const ID_BYTES = 6;

export function deriveKeys(secret: string): Keys {
  return {
    session: derive(secret, "parley/session", KEY_BYTES),
    sessionKeyId: Buffer.from(derive(secret, "parley/session-key-id", ID_BYTES)).toString(
      "base64url",
    ),
    pepper: derive(secret, "parley/code-pepper", KEY_BYTES),
  };
}

function derive(secret: string, purpose: string, bytes: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", purpose, bytes));
}
