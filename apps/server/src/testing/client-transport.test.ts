import { createSocketTransport } from "@parley/client/socket-transport";
import type { Transport, TransportEvent } from "@parley/client/transport";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { poll } from "#kernel/pause";
import { startTestApp } from "./test-app.ts";
import type { TestApp } from "./test-app.ts";
import type { TestPerson } from "./test-person.ts";

let app: TestApp;
let nora: TestPerson;
let closing = new AbortController();

beforeAll(async () => {
  app = await startTestApp();
  nora = await app.person("Nora");
});

afterEach(() => {
  closing.abort();
  closing = new AbortController();
});

afterAll(() => app.close());

function openTransport(headers: Record<string, string>): {
  transport: Transport;
  told: TransportEvent[];
} {
  const transport = createSocketTransport({
    baseUrl: app.url,
    openSocket: (url) => new WebSocket(url, { headers: { origin: app.url, ...headers } }),
  });
  const told: TransportEvent[] = [];
  transport.subscribe((event) => told.push(event), closing.signal);
  closing.signal.addEventListener("abort", () => transport.disconnect());
  transport.connect();
  return { transport, told };
}

async function until(isSo: () => boolean): Promise<void> {
  await poll(10_000, async () => isSo());
}

test("the client's own socket connects, commands and hears events", async () => {
  const { transport, told } = openTransport({ cookie: nora.cookie });
  await until(() => told.length > 0);
  expect(told[0]).toEqual({ type: "connected" });
  const watched = await transport.command("presence:watch", { userIds: [] });
  expect(watched).toMatchObject({ ok: true, states: [] });
  await nora.call("PATCH", "/api/users/me", { name: "Nora Weber" });
  const hasHeard = () => told.some((event) => event.type === "event");
  await until(hasHeard);
  expect(told.at(-1)).toMatchObject({ type: "event", event: { name: "user:changed" } });
});

test("it says why it is refused, and whether the server was there at all", async () => {
  const stranger = openTransport({});
  await until(() => stranger.told.length > 0);
  expect(stranger.told).toMatchObject([{ type: "refused", code: "UNAUTHENTICATED" }]);
  const foreigner = openTransport({ cookie: nora.cookie, origin: "https://elsewhere.example" });
  await until(() => foreigner.told.length > 0);
  expect(foreigner.told).toMatchObject([{ type: "refused", code: null }]);
});

test("a session that ends takes its socket with it, and says so", async () => {
  const other = await nora.logIn();
  const { transport, told } = openTransport({ cookie: other.cookie });
  await until(() => told.length > 0);
  await other.call("POST", "/api/auth/logout");
  await until(() => told.at(-1)?.type === "disconnected");
  expect(told.slice(0, -1)).toMatchObject([
    { type: "connected" },
    { type: "event", event: { name: "session:ended" } },
  ]);
  const command = transport.command("presence:watch", { userIds: [] });
  await expect(command).rejects.toThrow("There is no connection.");
});
