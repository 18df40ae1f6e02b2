import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { poll } from "#kernel/pause";
import { findFreePort, makeScratchFolder, spawnServer } from "./server-process.ts";
import type { ScratchFolder, ServerProcess } from "./server-process.ts";
import { startStubbornSender } from "./stubborn-sender.ts";
import type { StubbornSender } from "./stubborn-sender.ts";
import { signUpPerson } from "./test-person.ts";
import type { TestPerson } from "./test-person.ts";

const ENTRY = fileURLToPath(new URL("api-server.ts", import.meta.url));
const ROUNDS = 6;
const MESSAGES_A_ROUND = 120;
const PATIENCE_MS = 60_000;

let folder: ScratchFolder;
let server: ServerProcess;
let env: Record<string, string>;
let url: string;

beforeAll(async () => {
  folder = await makeScratchFolder();
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  env = { PORT: String(port), DATA_DIR: folder.path, LIMITS: "off", LOG_LEVEL: "warn" };
  await start();
}, PATIENCE_MS);

afterAll(async () => {
  server.signal("SIGTERM");
  await server.exited;
  await folder.remove();
}, PATIENCE_MS);

async function start(): Promise<void> {
  server = spawnServer({ env, entry: ENTRY });
  await server.ready();
}

async function killNode(): Promise<void> {
  server.signal("SIGKILL");
  await server.exited;
  await start();
}

async function killDatabase(): Promise<void> {
  process.kill(await folder.postmaster(), "SIGKILL");
}

async function befriend(a: TestPerson, b: TestPerson): Promise<string> {
  const body = { userId: b.id, message: "Shall we exchange languages?" };
  const asked = await a.call("POST", "/api/friends/requests", body);
  const { id } = asked.body["request"] as { id: string };
  const accepted = await b.call("POST", `/api/friends/requests/${id}/accept`);
  return (accepted.body["conversation"] as { id: string }).id;
}

interface Row {
  id: string;
  body: string;
  seq: number;
  ver: number;
  at: string;
}

async function readHistory(person: TestPerson, conversationId: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: number | null = 0; after !== null;) {
    const path = `/api/conversations/${conversationId}/messages?after=${after}&limit=100`;
    const { body, status } = await person.call("GET", path);
    if (status !== 200) throw new Error(`History answered ${status}: ${JSON.stringify(body)}`);
    rows.push(...(body["items"] as Row[]));
    after = body["after"] as number | null;
  }
  return rows;
}

function expectHistoryToHold(rows: Row[], senders: StubbornSender[]): void {
  const byId = new Map(rows.map((row) => [row.id, row]));
  expect(byId.size).toBe(rows.length);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.map(({ ver }) => ver)).toEqual(rows.map((_, index) => index + 2));
  expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted());
  for (const { acknowledged } of senders) {
    for (const { id, ...rest } of acknowledged) expect(byId.get(id)).toMatchObject(rest);
    const seqs = acknowledged.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  }
}

test(
  "invariants 1, 2, 3 and 4: what was acknowledged survives every kill of node and database, once and in order",
  async () => {
    const dataDir = folder.path;
    const sign = (name: string) => signUpPerson({ url, dataDir, name });
    const [nora, haruka] = await Promise.all([sign("Nora"), sign("Haruka")]);
    const conversationId = await befriend(nora, haruka);
    const senders = [nora, nora, haruka, haruka].map(({ cookie }, index) =>
      startStubbornSender({ url, cookie, conversationId, device: `device ${index}` }),
    );
    const count = () => senders.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    for (let round = 0; round < ROUNDS; round += 1) {
      const goal = count() + MESSAGES_A_ROUND;
      expect(await poll(PATIENCE_MS, async () => count() >= goal)).toBe(true);
      await (round % 2 === 0 ? killNode() : killDatabase());
    }
    const goal = count() + MESSAGES_A_ROUND;
    expect(await poll(PATIENCE_MS, async () => count() >= goal)).toBe(true);
    await Promise.all(senders.map((sender) => sender.stop()));
    const rows = await readHistory(nora, conversationId);
    expectHistoryToHold(rows, senders);
    expect(await readHistory(haruka, conversationId)).toEqual(rows);
  },
  3 * PATIENCE_MS,
);
