import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { isDatabaseAway } from "#kernel/database-away";
import { run } from "#kernel/lifecycle";
import type { App, AppParts } from "#kernel/lifecycle";

/**
 * The life of the server around the smallest possible application, as a process of its own: the
 * tests of starting, stopping and surviving speak to it over HTTP.
 */
async function createTinyApp(parts: AppParts): Promise<App> {
  const { sql } = parts.database;
  const sockets = new Set<Socket>();
  await sql.begin(async (tx) => {
    // Two nodes that start at once would both find no table and both make it.
    await tx`SELECT pg_advisory_xact_lock(1)`;
    await tx`CREATE TABLE IF NOT EXISTS tiny (id bigint GENERATED ALWAYS AS IDENTITY, word text)`;
  });

  async function answer(request: IncomingMessage): Promise<unknown> {
    switch (request.url) {
      case "/api/ready":
        return { pid: process.pid, epoch: parts.epoch() };
      case "/settings":
        return sql`
          SELECT name, setting FROM pg_settings
           WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'TimeZone',
                          'statement_timeout', 'lock_timeout', 'server_encoding',
                          'idle_in_transaction_session_timeout')`;
      case "/count":
        return sql`SELECT count(*) AS n FROM tiny`;
      case "/sleep":
        return sql`SELECT pg_sleep(0.5)`;
      case "/sleeping":
        return sql`
          SELECT count(*) AS n FROM pg_stat_activity
           WHERE query LIKE '%pg_sleep(0.5)%' AND pid <> pg_backend_pid() AND state = 'active'`;
      default:
        return sql.begin(async (tx) => {
          await tx`INSERT INTO tiny (word) VALUES (${request.url ?? ""})`;
          await tx`SELECT pg_sleep(0.01)`;
          return tx`SELECT max(id) AS id FROM tiny`;
        });
    }
  }

  const http = createServer((request, response) => {
    if (!parts.availability.isReady()) {
      response.writeHead(503, { connection: "close" }).end();
      return;
    }
    answer(request).then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(isDatabaseAway(error) ? 503 : 500).end(String(error)),
    );
  });
  http.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    async listen() {
      http.listen(parts.config.port, "127.0.0.1");
      await once(http, "listening");
    },
    async close() {
      http.close();
      http.closeIdleConnections();
      await once(http, "close");
    },
  };
}

await run({ env: process.env, createApp: createTinyApp, buildWeb: async () => null });
