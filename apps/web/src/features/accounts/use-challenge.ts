import { useState } from "react";
import { ApiError } from "#kernel/api-error";
import { resend } from "./accounts-api.ts";
import {
  keepChallenge,
  readChallenge,
  RESEND_PAUSE_MS,
  type PendingChallenge,
} from "./pending-challenge.ts";

type Challenge = {
  challenge: PendingChallenge | null;
  /** Asks for another code and holds the pause that the server wants; throws what the server refuses. */
  askAgain: () => Promise<void>;
};

/** The code that is waited for on this page. */
export function useChallenge(purpose: PendingChallenge["purpose"]): Challenge {
  const [challenge, setChallenge] = useState(() => readChallenge(purpose, Date.now()));

  function keep(next: PendingChallenge) {
    keepChallenge(next);
    setChallenge(next);
  }

  async function askAgain() {
    if (challenge === null) return;
    try {
      const challengeId = await resend(challenge.challengeId);
      const now = Date.now();
      keep({ ...challenge, challengeId, startedAt: now, resendAt: now + RESEND_PAUSE_MS });
    } catch (error) {
      if (error instanceof ApiError && error.retryAfterMs !== null) {
        keep({ ...challenge, resendAt: Date.now() + error.retryAfterMs });
      }
      throw error;
    }
  }

  return { challenge, askAgain };
}
