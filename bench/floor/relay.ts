import { createServer } from "node:http";
import postgres from "postgres";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";

// The least that keeps the promise: a message is in PostgreSQL, committed, before it is acknowledged
// and handed on. No accounts, no membership, no order, no retries: what these cost is what the
// product is measured by.

interface Sent {
  number: number;
  to: string;
  conversationId: string;
  id: string;
  body: string;
}

const MOST_IN_FLIGHT = 2;
const MOST_AT_ONCE = 256;

const [port = "", folder = "", password = ""] = process.argv.slice(2);
const sql = postgres({
  host: folder,
  port: 5432,
  user: "parley",
  password,
  database: "parley",
  max: MOST_IN_FLIGHT,
  onnotice: () => {},
});
const sockets = new Map<string, WebSocket>();
const queue: { sent: Sent; from: string }[] = [];
let inFlight = 0;
let isPumping = false;

/** What arrives in one turn of the event loop goes into one transaction, as in the product. */
function pumpSoon(): void {
  if (isPumping) return;
  isPumping = true;
  setImmediate(() => {
    isPumping = false;
    pump();
  });
}

function pump(): void {
  while (inFlight < MOST_IN_FLIGHT && queue.length > 0) void commit(queue.splice(0, MOST_AT_ONCE));
}

async function commit(batch: { sent: Sent; from: string }[]): Promise<void> {
  inFlight += 1;
  await sql`
    INSERT INTO floor_messages (conversation_id, id, sender_id, body)
    SELECT * FROM unnest(${batch.map(({ sent }) => sent.conversationId)}::uuid[],
      ${batch.map(({ sent }) => sent.id)}::uuid[], ${batch.map(({ from }) => from)}::uuid[],
      ${batch.map(({ sent }) => sent.body)}::text[])`;
  inFlight -= 1;
  for (const { sent, from } of batch) {
    sockets.get(sent.to)?.send(JSON.stringify({ from, id: sent.id, body: sent.body }));
    sockets.get(from)?.send(`43${sent.number}`);
  }
  pumpSoon();
}

await sql`DROP TABLE IF EXISTS floor_messages`;
await sql`
  CREATE TABLE floor_messages (
    conversation_id uuid NOT NULL, id uuid NOT NULL, sender_id uuid NOT NULL, body text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (conversation_id, id))`;
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on("connection", (socket, request) => {
  const from = (request.url ?? "").slice(1);
  sockets.set(from, socket);
  socket.on("message", (data) => {
    const sent: Sent = JSON.parse(String(data));
    queue.push({ sent, from });
    pumpSoon();
  });
});
http.listen(Number(port), "127.0.0.1", () => process.send?.("ready"));
