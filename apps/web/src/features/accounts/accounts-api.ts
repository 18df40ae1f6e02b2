import {
  ChallengeAnswer,
  MeAnswer,
  type LogIn,
  type Reset,
  type SignUp,
  type Verify,
} from "@parley/protocol/accounts";
import type { Me } from "@parley/protocol/profiles";
import * as z from "zod/mini";
import { request } from "#kernel/api";

/** Begins an account; the answer is the same for a taken address. */
export async function signUp(body: SignUp): Promise<string> {
  const answer = await request({
    method: "POST",
    path: "/api/auth/signup",
    body,
    answer: ChallengeAnswer,
  });
  return answer.challengeId;
}

/** Proves the address with the code of the mail, and signs in. */
export async function verify(body: Verify): Promise<Me> {
  return (await request({ method: "POST", path: "/api/auth/verify", body, answer: MeAnswer })).user;
}

export async function signIn(body: LogIn): Promise<Me> {
  return (await request({ method: "POST", path: "/api/auth/login", body, answer: MeAnswer })).user;
}

/** Asks for another code; answers the challenge to go on with. */
export async function resend(challengeId: string): Promise<string> {
  const answer = await request({
    method: "POST",
    path: "/api/auth/resend",
    body: { challengeId },
    answer: z.nullable(z.partial(ChallengeAnswer)),
  });
  return answer?.challengeId ?? challengeId;
}

/** Asks for a code that allows a new password; the answer is the same for an unknown address. */
export async function forgot(email: string): Promise<string> {
  const answer = await request({
    method: "POST",
    path: "/api/auth/forgot",
    body: { email },
    answer: ChallengeAnswer,
  });
  return answer.challengeId;
}

export async function reset(body: Reset): Promise<void> {
  await request({ method: "POST", path: "/api/auth/reset", body });
}

export async function signOut(): Promise<void> {
  await request({ method: "POST", path: "/api/auth/logout" });
}
