import type { MadePerson } from "../../people/make-people.ts";
import { createCaller } from "../test-person.ts";
import type { TestPerson } from "../test-person.ts";
import type { FuzzPerson } from "./actor.ts";

/** People with bearer tokens, as `npm run people` makes them. */
export function asFuzzPeople(made: readonly MadePerson[]): {
  people: FuzzPerson[];
  conversationIds: string[];
} {
  const people = made.map(({ userId, token }) => ({
    userId,
    signIn: async () => ({ authorization: `Bearer ${token}` }),
  }));
  const conversationIds = new Set(made.flatMap(({ conversationId }) => conversationId ?? []));
  return { people, conversationIds: [...conversationIds] };
}

/** Somebody with a browser, who signs in again when their session was ended. */
export function asFuzzPerson(
  url: string,
  { id, email, password }: Pick<TestPerson, "id" | "email" | "password">,
): FuzzPerson {
  return {
    userId: id,
    async signIn() {
      const answer = await createCaller(url, {})("POST", "/api/auth/login", { email, password });
      const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      return { cookie, origin: url };
    },
  };
}
