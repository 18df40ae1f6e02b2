import type { LogIn, Reset, SignUp, Verify } from "@parley/protocol/accounts";
import type { Me } from "@parley/protocol/profiles";
import { request, type AnswerParser } from "#kernel/api";
import { loadSessionSchemas } from "#kernel/restore-session";

/** Read by hand, because the sign-in page has no room for a schema library. */
const challengeAnswer: AnswerParser<string | null> = {
  parse(data) {
    if (typeof data !== "object" || data === null || !("challengeId" in data)) return null;
    return typeof data.challengeId === "string" ? data.challengeId : null;
  },
};

const newChallengeAnswer: AnswerParser<string> = {
  parse(data) {
    const challengeId = challengeAnswer.parse(data);
    if (challengeId === null) throw new TypeError("The answer names no challenge");
    return challengeId;
  },
};

/** Begins an account and answers its challenge; a taken address is answered alike. */
export function signUp(body: SignUp): Promise<string> {
  return request({ method: "POST", path: "/api/auth/signup", body, answer: newChallengeAnswer });
}

/** Proves the address with the code of the mail, and signs in. */
export async function verify(body: Verify): Promise<Me> {
  const { MeAnswer } = await loadSessionSchemas();
  return (await request({ method: "POST", path: "/api/auth/verify", body, answer: MeAnswer })).user;
}

export async function signIn(body: LogIn): Promise<Me> {
  const { MeAnswer } = await loadSessionSchemas();
  return (await request({ method: "POST", path: "/api/auth/login", body, answer: MeAnswer })).user;
}

/** Asks for another code; answers the challenge to go on with. */
export async function resend(challengeId: string): Promise<string> {
  const body = { challengeId };
  const next = await request({
    method: "POST",
    path: "/api/auth/resend",
    body,
    answer: challengeAnswer,
  });
  return next ?? challengeId;
}

/** Asks for a code that allows a new password, and answers its challenge; an unknown address is answered alike. */
export function forgot(email: string): Promise<string> {
  return request({
    method: "POST",
    path: "/api/auth/forgot",
    body: { email },
    answer: newChallengeAnswer,
  });
}

export function reset(body: Reset): Promise<void> {
  return request({ method: "POST", path: "/api/auth/reset", body });
}

export function signOut(): Promise<void> {
  return request({ method: "POST", path: "/api/auth/logout" });
}
