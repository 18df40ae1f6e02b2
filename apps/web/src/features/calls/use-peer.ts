import type { User } from "@parley/protocol/profiles";
import { useMemo } from "react";
import { useClient } from "#kernel/client";
import { firstNameOf } from "#kernel/first-name";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";

export type Peer = { name: string; firstName: string; avatarUrl: string | null; user: User | null };

/** The other person of a call. */
export function usePeer(userId: string): Peer {
  const client = useClient();
  const user = useObservable(useMemo(() => client.user(userId), [client, userId]));
  return describePeer(user);
}

export function describePeer(user: User | null): Peer {
  const name = user?.name ?? m.calls_somebody();
  return { name, firstName: firstNameOf(name), avatarUrl: user?.avatarUrl ?? null, user };
}
