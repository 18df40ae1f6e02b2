import { SessionAnswer } from "@parley/protocol/accounts";
import { ApiError } from "./api-error.ts";
import { request } from "./api.ts";
import { endSession, rememberedMe, startSession } from "./session.ts";

/**
 * Finds out at the start who is signed in. Somebody whom this browser remembers is let in at once and
 * checked meanwhile; only the server's no ends a session, an absent server does not.
 */
export async function restoreSession(): Promise<void> {
  const remembered = rememberedMe();
  if (remembered) startSession(remembered);
  try {
    const { user } = await request({ path: "/api/auth/session", answer: SessionAnswer });
    startSession(user);
  } catch (error) {
    const isRefused = error instanceof ApiError && error.status === 401;
    if (isRefused || !remembered) endSession("UNAUTHENTICATED");
  }
}
