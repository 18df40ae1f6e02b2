import {
  ChallengeAnswer,
  ChangePassword,
  Forgot,
  LogIn,
  MeAnswer,
  Resend,
  Reset,
  SessionAnswer,
  SignUp,
  Verify,
} from "@parley/protocol/accounts";
import type { FastifyReply } from "fastify";
import * as z from "zod/mini";
import { AppError } from "#kernel/errors";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import type { Identity } from "#kernel/identity";
import { changePassword } from "./change-password.ts";
import { confirmAddress } from "./confirm-address.ts";
import type { SignedIn } from "./confirm-address.ts";
import type { AccountsParts } from "./deps.ts";
import { takeEvenTime } from "./even-time.ts";
import { logIn } from "./log-in.ts";
import { presentMe, presentSession } from "./present.ts";
import { resendCode } from "./resend-code.ts";
import { askForReset, resetPassword } from "./reset-password.ts";
import { replaceCookie } from "./reply-cookie.ts";
import { findSession } from "./session-store.ts";
import { signUp } from "./sign-up.ts";
import { findToken } from "./token-store.ts";

const TAGS = ["Accounts"];
const Nothing = z.null();
/** What changes credentials is for a browser's own session, asked anew at the database. */
const OWNER = { scope: "write", sessionOnly: true, fresh: true } as const;

export function addAccountRoutes(http: Http, parts: AccountsParts): void {
  addSignUpRoutes(http, parts);
  addSessionRoutes(http, parts);
  addPasswordRoutes(http, parts);
}

function addSignUpRoutes(http: Http, parts: AccountsParts): void {
  http.route({
    method: "POST",
    url: "/api/auth/signup",
    schema: {
      body: SignUp,
      response: { 200: ChallengeAnswer },
      tags: TAGS,
      summary: "Ask for an account; a code goes to the address",
    },
    config: { access: "public" },
    handler: async (request) => ({
      challengeId: await takeEvenTime(() => signUp(parts, request.body, request.ip)),
    }),
  });

  http.route({
    method: "POST",
    url: "/api/auth/verify",
    schema: {
      body: Verify,
      response: { 200: MeAnswer },
      tags: TAGS,
      summary: "Prove the address by its code: makes the account and signs in",
    },
    config: { access: "public" },
    handler: async (request, reply) =>
      welcome(
        parts,
        reply,
        await confirmAddress(parts, request.body, request.headers["user-agent"]),
      ),
  });

  http.route({
    method: "POST",
    url: "/api/auth/resend",
    schema: {
      body: Resend,
      response: { 200: ChallengeAnswer },
      tags: TAGS,
      summary: "Send a new code, which replaces the one before",
    },
    config: { access: "public" },
    handler: async ({ body: { challengeId } }) => {
      await takeEvenTime(() => resendCode(parts, challengeId));
      return { challengeId };
    },
  });
}

function addSessionRoutes(http: Http, parts: AccountsParts): void {
  http.route({
    method: "POST",
    url: "/api/auth/login",
    schema: { body: LogIn, response: { 200: MeAnswer }, tags: TAGS, summary: "Sign in" },
    config: { access: "public" },
    handler: async (request, reply) => {
      const from = { ip: request.ip, userAgent: request.headers["user-agent"] };
      return welcome(parts, reply, await logIn(parts, request.body, from));
    },
  });

  http.route({
    method: "POST",
    url: "/api/auth/logout",
    schema: { response: { 204: Nothing }, tags: TAGS, summary: "End this session" },
    config: { access: { scope: "write", sessionOnly: true } },
    handler: async (request, reply) => {
      const { userId, sessionId } = identityOf(request);
      await parts.transact((unit) => parts.sessions.endOne(unit, userId, sessionId));
      replaceCookie(reply, parts.sessions.clearCookie());
      return reply.code(204).send(null);
    },
  });

  http.route({
    method: "GET",
    url: "/api/auth/session",
    schema: { response: { 200: SessionAnswer }, tags: TAGS, summary: "Who is signed in" },
    config: { access: { scope: "read" } },
    handler: async (request) => {
      const identity = identityOf(request);
      const session = await readSession(parts, identity);
      return { user: await presentMe(parts, parts.db, identity.userId), session };
    },
  });
}

function addPasswordRoutes(http: Http, parts: AccountsParts): void {
  http.route({
    method: "POST",
    url: "/api/auth/forgot",
    schema: {
      body: Forgot,
      response: { 200: ChallengeAnswer },
      tags: TAGS,
      summary: "Ask for a code that allows a new password",
    },
    config: { access: "public" },
    handler: async (request) => ({
      challengeId: await takeEvenTime(() => askForReset(parts, request.body, request.ip)),
    }),
  });

  http.route({
    method: "POST",
    url: "/api/auth/reset",
    schema: {
      body: Reset,
      response: { 204: Nothing },
      tags: TAGS,
      summary: "Set a new password by its code; ends all sessions and bearer tokens",
    },
    config: { access: "public" },
    handler: async (request, reply) => {
      await resetPassword(parts, request.body);
      return reply.code(204).send(null);
    },
  });

  http.route({
    method: "POST",
    url: "/api/auth/password",
    schema: {
      body: ChangePassword,
      response: { 204: Nothing },
      tags: TAGS,
      summary: "Change the password; ends the other sessions",
    },
    config: { access: OWNER },
    handler: async (request, reply) => {
      await changePassword(parts, identityOf(request), request.body);
      return reply.code(204).send(null);
    },
  });
}

async function welcome(
  parts: AccountsParts,
  reply: FastifyReply,
  { userId, setCookie }: SignedIn,
): Promise<MeAnswer> {
  const user = await presentMe(parts, parts.db, userId);
  replaceCookie(reply, setCookie);
  return { user };
}

async function readSession({ db }: AccountsParts, { userId, sessionId }: Identity) {
  const tokenId = /^token:(.+)$/.exec(sessionId)?.[1];
  const times = tokenId ? await findToken(db, tokenId) : await findSession(db, sessionId);
  if (!times || times.user_id !== userId) throw new AppError("UNAUTHENTICATED");
  return presentSession(tokenId ?? sessionId, times);
}
