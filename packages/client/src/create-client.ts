import { AccountClient } from "./account-client.ts";
import type { Client, ClientOptions } from "./client.ts";

/**
 * Creates the client of one signed-in person and starts it: it paints from the store, connects,
 * catches up and stays live until `close` or `signOut`.
 */
export function createClient(options: ClientOptions): Client {
  const client = new AccountClient(options);
  client.start();
  return client;
}
