import { expect, type APIRequestContext, type BrowserContext, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readCode } from "./mail.ts";
import type { Place } from "./shared.ts";

export type Language = { code: string; level: string };

export type Person = {
  id: string;
  name: string;
  username: string;
  email: string;
  password: string;
  context: BrowserContext;
  page: Page;
};

export type PersonWishes = {
  name: string;
  speaks?: Language[];
  learns?: Language[];
  timeZone?: string;
  isOnboarded?: boolean;
};

const password = "correct horse battery";

/** An address nobody else in the run has. */
export function makeEmail(name: string): string {
  const local = name.toLowerCase().replaceAll(/[^a-z]+/g, "") || "person";
  return `${local}.${randomUUID().slice(0, 8)}@example.org`;
}

/** Signs somebody up over HTTP in the given browser context; for tests about what comes after. */
export async function createPerson(
  place: Place,
  context: BrowserContext,
  wishes: PersonWishes,
): Promise<Person> {
  const email = makeEmail(wishes.name);
  const { name } = wishes;
  const { challengeId } = await ask<{ challengeId: string }>(context.request, {
    method: "POST",
    url: `${place.url}/api/auth/signup`,
    data: { name, email, password },
  });
  const code = await readCode(place.dataDir, email);
  const { user } = await ask<{ user: { id: string; username: string } }>(context.request, {
    method: "POST",
    url: `${place.url}/api/auth/verify`,
    data: { challengeId, code },
  });
  await ask(context.request, {
    method: "PATCH",
    url: `${place.url}/api/users/me`,
    data: {
      speaks: wishes.speaks ?? [{ code: "en", level: "native" }],
      learns: wishes.learns ?? [{ code: "de", level: "B1" }],
      timeZone: wishes.timeZone ?? "Europe/Berlin",
      onboarded: wishes.isOnboarded ?? true,
    },
  });
  const page = await context.newPage();
  return { ...user, name, email, password, context, page };
}

/** Signs somebody in over HTTP in one more browser context. */
export async function enterAgain(
  place: Place,
  context: BrowserContext,
  { email, password: secret }: Pick<Person, "email" | "password">,
): Promise<Page> {
  await ask(context.request, {
    method: "POST",
    url: `${place.url}/api/auth/login`,
    data: { email, password: secret },
  });
  return context.newPage();
}

/** Two people become friends over HTTP; answers the id of their conversation. */
export async function befriend(place: Place, from: Person, to: Person): Promise<string> {
  const { request } = await ask<{ request: { id: string } }>(from.context.request, {
    method: "POST",
    url: `${place.url}/api/friends/requests`,
    data: { userId: to.id, message: `Hello ${to.name}, shall we talk?` },
  });
  const { conversation } = await ask<{ conversation: { id: string } }>(to.context.request, {
    method: "POST",
    url: `${place.url}/api/friends/requests/${request.id}/accept`,
  });
  return conversation.id;
}

/** A request as the app would make it; any refusal fails the test with what was answered. */
export async function ask<Answer>(
  request: APIRequestContext,
  question: { method: string; url: string; data?: unknown },
): Promise<Answer> {
  const { method, url, data } = question;
  const response = await request.fetch(url, {
    method,
    headers: { origin: new URL(url).origin },
    ...(data === undefined ? {} : { data }),
  });
  const text = await response.text();
  expect(response.ok(), `${method} ${url} answered ${response.status()}: ${text}`).toBe(true);
  const answer: Answer = text === "" ? undefined : JSON.parse(text);
  return answer;
}
