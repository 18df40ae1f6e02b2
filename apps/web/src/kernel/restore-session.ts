import type { Me } from "@parley/protocol/profiles";
import { ApiError } from "./api-error.ts";
import { request } from "./api.ts";
import { loadChunk } from "./load-chunk.ts";
import { endSession, readRememberedMe, startSession } from "./session.ts";
import { parseStored } from "./stored.ts";

/** The schemas of a session: fetched when somebody is signed in, never for the sign-in page alone. */
export function loadSessionSchemas() {
  return loadChunk(() => import("./session-schemas.ts"));
}

/**
 * Finds out at the start who is signed in. Somebody whom this browser remembers is let in at once and
 * checked meanwhile; only the server's no ends a session, an absent server does not.
 */
export async function restoreSession(): Promise<void> {
  const remembered = await readRemembered();
  if (remembered) startSession(remembered);
  try {
    startSession(await fetchSession());
  } catch (error) {
    const isRefused = error instanceof ApiError && error.status === 401;
    if (isRefused || !remembered) endSession("UNAUTHENTICATED");
  }
}

async function readRemembered(): Promise<Me | null> {
  const text = readRememberedMe();
  if (text === null) return null;
  const { Me } = await loadSessionSchemas();
  return parseStored(text, (data) => Me.parse(data));
}

async function fetchSession(): Promise<Me> {
  const data = await request({ path: "/api/auth/session", answer: { parse: (answer) => answer } });
  const { SessionAnswer } = await loadSessionSchemas();
  return SessionAnswer.parse(data).user;
}
