import type { Client } from "@parley/client/client";
import { useEffect, useState, type ReactNode } from "react";
import { ClientContext } from "#kernel/client";
import { keepOfflineCopy } from "#kernel/offline-copy";
import { updateMe, useMe } from "#kernel/session";
import { startClient } from "#kernel/start-client";

type MemberRootProps = { userId: string; children: ReactNode };

/** Runs the client of one person as long as they are signed in. */
export function MemberRoot({ userId, children }: MemberRootProps) {
  const client = useStartedClient(userId);
  useSharedMe(client);
  useEffect(() => {
    void keepOfflineCopy();
  }, []);
  if (client === null) return null;
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** What the server says of the signed-in person reaches session and client alike, whichever of them heard it first. */
function useSharedMe(client: Client | null): void {
  const me = useMe();
  useEffect(() => {
    void client?.acceptMe(me);
  }, [client, me]);
  useEffect(() => {
    if (client === null) return;
    return client.me.subscribe(() => {
      const heard = client.me.get();
      if (heard) updateMe(heard);
    });
  }, [client]);
}

function useStartedClient(userId: string): Client | null {
  const [client, setClient] = useState<Client | null>(null);
  useEffect(() => {
    const lifetime = new AbortController();
    const starting = startClient(userId, lifetime.signal);
    starting.then(
      (started) => !lifetime.signal.aborted && setClient(started),
      (error: unknown) =>
        setClient(() => {
          throw error;
        }),
    );
    return () => lifetime.abort();
  }, [userId]);
  return client;
}
