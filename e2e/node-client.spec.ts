import { createClient } from "@parley/client/create-client";
import type { Client } from "@parley/client/client";
import type { Observable } from "@parley/client/observable";
import { createSocketTransport } from "@parley/client/socket-transport";
import { createMemoryStore } from "@parley/client/store/memory-store";
import { expect, test } from "./fixtures.ts";
import { ask, type Person } from "./harness/people.ts";

/** The headless client as a bot would use it: in Node, with a bearer token and no browser. */
async function startBot(url: string, person: Person): Promise<Client> {
  const { token } = await ask<{ token: string }>(person.context.request, {
    method: "POST",
    url: `${url}/api/auth/tokens`,
    data: { name: "A bot", scopes: ["read", "write"] },
  });
  const client = createClient({
    userId: person.id,
    store: createMemoryStore(),
    transport: createSocketTransport({ baseUrl: url, token }),
  });
  await client.ready;
  return client;
}

function until<T>(observable: Observable<T>, isRight: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const lifetime = new AbortController();
    function look(): void {
      if (!isRight(observable.get())) return;
      lifetime.abort();
      resolve(observable.get());
    }
    observable.subscribe(look, lifetime.signal);
    look();
  });
}

test("the client runs unchanged in Node, beside a browser", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  const bot = await startBot(place.url, nora);
  await until(bot.conversations, (list) => list.some(({ id }) => id === conversationId));
  await haruka.page.goto(`${place.url}/chats/${conversationId}`);

  await bot.send(conversationId, { body: "Hallo aus Node", lang: "de" });
  await expect(haruka.page.getByRole("log").getByText("Hallo aus Node")).toBeVisible();

  const window = bot.openConversation(conversationId);
  await until(window.view, ({ rows }) => rows.at(-1)?.delivery?.state === "read");

  await haruka.page.getByRole("textbox").fill("Hallo aus dem Browser");
  await haruka.page.keyboard.press("Enter");
  const { rows } = await until(window.view, (view) => view.rows.length === 2);
  expect(rows.map(({ body }) => body)).toEqual(["Hallo aus Node", "Hallo aus dem Browser"]);
  await bot.close();
});
