import type { Database } from "#kernel/database";
import { createAccounts } from "#features/accounts";
import type { Accounts } from "#features/accounts";
import { createProfile, presentMe } from "#features/profiles";
import { createAvailability } from "#kernel/availability";
import { createChanges } from "#kernel/changes";
import type { Guard } from "#kernel/guard";
import { buildHttp } from "#kernel/http/server";
import { deriveKeys } from "#kernel/keys";
import { createLimits } from "#kernel/limits";
import { createLog } from "#kernel/log";
import type { MailMessage } from "#kernel/mail";
import { createPasswords } from "#kernel/passwords";
import { poll } from "#kernel/pause";
import { createTransact } from "#kernel/unit-of-work";
import { silentDelivery } from "./silent-delivery.ts";
import { openTestDatabase } from "./test-database.ts";
import type { TestDatabase } from "./test-database.ts";

interface Ask {
  body?: unknown;
  cookie?: string;
  bearer?: string;
  ip?: string;
  userAgent?: string;
}

export interface Reply {
  status: number;
  /** As received: tests assert its shape. */
  body: Record<string, unknown>;
  /** Every `Set-Cookie` of the answer. */
  setCookies: string[];
  /** The cookie to send next. */
  cookie: string;
  retryAfter: string | undefined;
}

/** One server process: its own guard and listener over the database that all share. */
export interface AccountsNode {
  guard: Guard;
  call(route: string, ask?: Ask): Promise<Reply>;
  /** Waits until this node believes a fresh cookie without looking it up: revocations are heard. */
  heard(cookie: string): Promise<void>;
  close(): Promise<void>;
}

export interface AccountsKit extends AccountsNode {
  database: TestDatabase;
  db: Database;
  /** Milliseconds since 1970 that accounts takes for now. */
  time: { now: number };
  outbox: MailMessage[];
  addNode(options?: NodeOptions): Promise<AccountsNode>;
  /** Signs somebody up through mail and code; answers with the cookie. */
  join(email: string, name?: string): Promise<Joined>;
  /** The code of the newest mail to this address. */
  codeFor(email: string): string;
}

export interface Joined {
  userId: string;
  cookie: string;
  sessionId: string;
}

export interface NodeOptions {
  limits?: boolean;
  publicUrl?: string;
  secret?: string;
  /** Where the listener connects to; the database itself by default. */
  target?: string;
}

export const PASSWORD = "correct horse battery";
export const SECRET = "a secret that is only ever used by tests";

export async function startAccounts(options: NodeOptions = {}): Promise<AccountsKit> {
  const database = await openTestDatabase();
  const time = { now: Date.now() };
  const outbox: MailMessage[] = [];
  const nodes: AccountsNode[] = [];

  async function addNode(more: NodeOptions = {}): Promise<AccountsNode> {
    const node = await startNode({ database, time, outbox, options: { ...options, ...more } });
    nodes.push(node);
    return node;
  }

  const first = await addNode();

  function codeFor(email: string): string {
    const mail = outbox.findLast(({ to, subject }) => to === email && /^\d/.test(subject));
    return /^\d+$/m.exec(mail?.text ?? "")?.[0] ?? "";
  }

  return {
    ...first,
    database,
    db: database.db,
    time,
    outbox,
    addNode,
    codeFor,
    async join(email, name = "Ada") {
      const body = { name, email, password: PASSWORD };
      const asked = await first.call("POST /api/auth/signup", { body });
      const { challengeId } = asked.body;
      const verify = { body: { challengeId, code: codeFor(email) } };
      const { cookie } = await first.call("POST /api/auth/verify", verify);
      const { user, session } = (await first.call("GET /api/auth/session", { cookie })).body;
      return { userId: idOf(user), cookie, sessionId: idOf(session) };
    },
    async close() {
      for (const node of nodes) await node.close();
      await database.close();
    },
  };
}

async function startNode(parts: {
  database: TestDatabase;
  time: { now: number };
  outbox: MailMessage[];
  options: NodeOptions;
}): Promise<AccountsNode> {
  const { database, time, outbox, options } = parts;
  const { db } = database;
  const clock = { now: () => new Date(time.now) };
  const log = createLog("error");
  const delivery = silentDelivery;
  const publicUrl = options.publicUrl ? new URL(options.publicUrl) : null;
  const changes = createChanges();
  changes.register("user", async () => new Map());
  changes.register("settings", async () => new Map());
  const accounts = createAccounts({
    db,
    transact: createTransact({ db, changes, delivery }),
    target: options.target ?? database.url,
    limits: createLimits({ enabled: options.limits ?? false, clock }),
    mail: { send: (message) => outbox.push(message), close: async () => {} },
    passwords: createPasswords(),
    keys: deriveKeys(options.secret ?? SECRET),
    clock,
    log,
    publicUrl,
    createProfile,
    presentMe,
  });
  const call = await serve(accounts, publicUrl);
  return {
    guard: accounts.guard,
    call: call.inject,
    heard: (cookie) => waitUntilHeard(accounts.guard, cookie),
    async close() {
      await call.close();
      await accounts.close?.();
    },
  };
}

/** The HTTP edge as it is, but for origins. */
async function serve(accounts: Accounts, publicUrl: URL | null) {
  const availability = createAvailability();
  availability.set(true);
  const http = await buildHttp({
    config: { publicUrl, trustProxy: ["loopback"] },
    log: createLog("error"),
    guard: accounts.guard,
    origin: { isOurHost: () => true, isTrusted: () => true },
    availability,
    limitWrites: () => {},
    webApp: null,
    version: "test",
  });
  accounts.routes?.(http);
  await http.ready();

  async function inject(route: string, ask: Ask = {}): Promise<Reply> {
    const [method, url] = route.split(" ") as ["GET" | "POST" | "DELETE", string];
    const response = await http.inject({
      method,
      url,
      headers: {
        "x-forwarded-for": ask.ip ?? "203.0.113.1",
        "x-forwarded-proto": publicUrl ? "https" : "http",
        "user-agent": ask.userAgent ?? "",
        ...(ask.cookie && { cookie: ask.cookie }),
        ...(ask.bearer && { authorization: `Bearer ${ask.bearer}` }),
      },
      ...(ask.body !== undefined && { payload: ask.body as object }),
    });
    const setCookies = [response.headers["set-cookie"] ?? []].flat();
    return {
      status: response.statusCode,
      body: response.body === "" ? {} : JSON.parse(response.body),
      setCookies,
      cookie: setCookies.at(-1)?.split(";")[0] ?? "",
      retryAfter: response.headers["retry-after"]?.toString(),
    };
  }

  return { inject, close: () => http.close() };
}

async function waitUntilHeard(guard: Guard, cookie: string): Promise<void> {
  let latest = cookie;
  const isHeard = await poll(15_000, async () => {
    const credentials = { cookie: latest, authorization: undefined, fresh: false };
    const { setCookie } = await guard.admit(credentials);
    latest = setCookie?.split(";")[0] ?? latest;
    return setCookie === null;
  });
  if (!isHeard) throw new Error("The listener did not come up.");
}

function idOf(value: unknown): string {
  return typeof value === "object" && value && "id" in value ? String(value.id) : "";
}
