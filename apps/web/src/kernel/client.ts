import type { Client } from "@parley/client/client";
import { createContext, use } from "react";

/** Holds the client of the signed-in person for everything behind the sign-in. */
export const ClientContext = createContext<Client | null>(null);

/** The client of the signed-in person; only for pages that stand behind the sign-in. */
export function useClient(): Client {
  const client = use(ClientContext);
  if (client === null) throw new Error("This part needs the client of somebody who is signed in");
  return client;
}
