import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WireSocket } from "./wire-socket.ts";

/** The end of a WebSocket at the server's side. */
class FakeWebSocket extends EventTarget {
  readonly sent: string[] = [];
  isClosed = false;

  send(frame: string): void {
    this.sent.push(frame);
  }

  close(): void {
    this.isClosed = true;
  }

  say(...frames: unknown[]): void {
    for (const data of frames) this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

const OPEN = '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}';
const CONNECTED = '40{"sid":"t"}';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openSocket(...frames: string[]) {
  const server = new FakeWebSocket();
  const told: unknown[] = [];
  const socket = new WireSocket(
    server as unknown as WebSocket,
    { protocol: 1 },
    {
      onConnected: () => told.push("connected"),
      onRefused: (data) => told.push({ refused: data }),
      onDisconnected: () => told.push("disconnected"),
      onEvent: (name, payload) => told.push({ name, payload }),
    },
  );
  server.say(...frames);
  return { socket, server, told };
}

test("it introduces itself, answers pings and hands on events", () => {
  const { server, told } = openSocket(OPEN, CONNECTED, "2", '42["greeting",{"text":"a\\nb"}]');
  expect(server.sent).toEqual(['40{"protocol":1}', "3"]);
  expect(told).toEqual(["connected", { name: "greeting", payload: { text: "a\nb" } }]);
});

test("each command gets its own answer, whichever comes first", async () => {
  const { socket, server } = openSocket(OPEN, CONNECTED);
  const asked = [socket.command("a", { n: 1 }), socket.command("b", { n: 2 })];
  expect(server.sent.slice(1)).toEqual(['420["a",{"n":1}]', '421["b",{"n":2}]']);
  server.say('431[{"ok":"b"}]', '430[{"ok":"a"}]');
  expect(await Promise.all(asked)).toEqual([{ ok: "a" }, { ok: "b" }]);
});

test("a command that is not answered in time, or cut, is rejected and says which", async () => {
  const { socket, server, told } = openSocket(OPEN, CONNECTED);
  await Promise.all([
    expect(socket.command("a", {})).rejects.toMatchObject({ wasCut: false }),
    vi.advanceTimersByTimeAsync(10_000),
  ]);
  const cut = socket.command("b", {});
  server.dispatchEvent(new Event("close"));
  await expect(cut).rejects.toMatchObject({ wasCut: true });
  await expect(socket.command("c", {})).rejects.toMatchObject({ wasCut: false });
  expect(told).toEqual(["connected", "disconnected"]);
});

test("a refusal is told with what the server says, and one that was not reached without", () => {
  const refused = openSocket(OPEN, '44{"message":"no","data":{"code":"SESSION_EXPIRED"}}');
  expect(refused.told).toEqual([{ refused: { code: "SESSION_EXPIRED" } }]);
  expect(refused.server.isClosed).toBe(true);
  const unreached = openSocket();
  unreached.server.dispatchEvent(new Event("error"));
  unreached.server.dispatchEvent(new Event("close"));
  expect(unreached.told).toEqual([{ refused: undefined }]);
});

test("a server that falls silent is gone, before it has answered and after", () => {
  const { told } = openSocket();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([{ refused: undefined }]);
  const silent = openSocket(OPEN, CONNECTED);
  vi.advanceTimersByTime(40_000);
  silent.server.say("2");
  vi.advanceTimersByTime(44_999);
  expect(silent.told).toEqual(["connected"]);
  vi.advanceTimersByTime(1);
  expect(silent.told).toEqual(["connected", "disconnected"]);
});

test("after a sleep that no timer has noticed nothing is sent into a dead connection", async () => {
  const { socket, server, told } = openSocket(OPEN, CONNECTED);
  vi.setSystemTime(Date.now() + 60_000);
  await expect(socket.command("a", {})).rejects.toThrow("There is no connection.");
  expect(server.sent).toEqual(['40{"protocol":1}']);
  expect(told).toEqual(["connected", "disconnected"]);
});

test("what cannot be read ends the connection", () => {
  for (const frame of ["42[", "nonsense", new ArrayBuffer(4)]) {
    const { server, told } = openSocket(OPEN, CONNECTED);
    server.say(frame, '42["late",1]');
    expect([told, server.isClosed]).toEqual([["connected", "disconnected"], true]);
  }
});

test("the server ends it with either of its words", () => {
  for (const frame of ["1", "41"]) {
    const { server, told } = openSocket(OPEN, CONNECTED);
    server.say(frame);
    expect(told).toEqual(["connected", "disconnected"]);
  }
});

test("whoever closes says goodbye and hears nothing more", () => {
  const { socket, server, told } = openSocket(OPEN, CONNECTED);
  socket.close();
  server.say('42["late",1]');
  server.dispatchEvent(new Event("close"));
  vi.advanceTimersByTime(60_000);
  expect(server.sent.at(-1)).toBe("41");
  expect([told, server.isClosed]).toEqual([["connected"], true]);
});
