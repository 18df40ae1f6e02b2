import type { User } from "@parley/protocol/profiles";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { hasCode } from "#kernel/api-error";
import { useClient } from "#kernel/client";
import { queryClient } from "#kernel/query";
import { useMaybeMe } from "#kernel/session";
import { useObservable } from "#kernel/use-observable";
import { readPerson } from "./account-api.ts";

export type PersonState =
  /** Nothing is known yet; ends with the server's answer. */
  | { state: "loading" }
  /** What is known here, renewed by the server. */
  | { state: "shown"; person: User }
  /** One has blocked this person; what is still known here comes along. */
  | { state: "blocked"; person: User | null }
  /** There is nobody with this id, or they are not to be seen. */
  | { state: "missing" }
  /** The server was not reached and nothing is known here. */
  | { state: "failed"; error: unknown; isTrying: boolean; retry: () => void };

/** Somebody's profile, shown from this device at once where it is known. */
export function usePerson(id: string): PersonState {
  const client = useClient();
  const me = useMaybeMe();
  const isBlocked = useObservable(client.blocks).includes(id);
  const held = useObservable(useMemo(() => client.user(id), [client, id]));
  const asked = useQuery(
    {
      queryKey: ["person", id, isBlocked],
      enabled: !isBlocked && me?.id !== id,
      staleTime: 0,
      queryFn: async ({ signal }) => {
        const person = await readPerson(id, signal);
        await client.acceptUsers([person]);
        return person;
      },
    },
    queryClient,
  );
  const person = me?.id === id ? me : newest(held, asked.data ?? null);

  if (isBlocked) return { state: "blocked", person };
  if (hasCode(asked.error, "NOT_FOUND", "VALIDATION", "MALFORMED")) return { state: "missing" };
  if (person !== null) return { state: "shown", person };
  if (!asked.isError) return { state: "loading" };
  return {
    state: "failed",
    error: asked.error,
    isTrying: asked.isFetching,
    retry: () => void asked.refetch(),
  };
}

function newest(held: User | null, asked: User | null): User | null {
  if (held === null || asked === null) return held ?? asked;
  return held.ver > asked.ver ? held : asked;
}
