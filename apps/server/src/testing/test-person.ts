import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { io } from "socket.io-client";
import type { Socket } from "socket.io-client";
import { poll } from "#kernel/pause";

export interface Answer {
  status: number;
  headers: Headers;
  /** As received: tests assert its shape. */
  body: Record<string, unknown>;
}

export type Caller = (method: string, path: string, body?: unknown) => Promise<Answer>;

export interface TestPerson {
  id: string;
  name: string;
  email: string;
  password: string;
  /** The `Cookie` header of the first device. */
  cookie: string;
  call: Caller;
  /** Opens a socket; resolves when connected. Calls need a device. */
  connect(device?: string): Promise<Socket>;
  /** Another device of the same person. */
  logIn(): Promise<TestPerson>;
}

let count = 0;

export async function signUpPerson(options: {
  url: string;
  dataDir: string;
  name: string;
}): Promise<TestPerson> {
  const { url, dataDir, name } = options;
  count += 1;
  const email = `person-${process.pid}-${count}@example.org`;
  const password = "correct horse battery";
  const call = createCaller(url, {});
  const begun = await call("POST", "/api/auth/signup", { name, email, password });
  const challengeId = String(begun.body["challengeId"]);
  const code = await readCode(dataDir, email);
  const verified = await call("POST", "/api/auth/verify", { challengeId, code });
  if (verified.status !== 200) throw new Error(`Sign-up failed: ${JSON.stringify(verified.body)}`);
  return asPerson({ url, name, email, password }, verified);
}

/** The code of the newest mail to this address. */
export async function readCode(dataDir: string, email: string): Promise<string> {
  const folder = join(dataDir, "mail");
  let code: string | undefined;
  await poll(5_000, async () => {
    const names = await readdir(folder).catch(() => []);
    const newest = names
      .filter((file) => file.includes(email))
      .toSorted()
      .at(-1);
    if (!newest) return false;
    const subject = /^Subject: (?<digits>[\d ]+) is your Parley code/m;
    code = subject.exec(await readFile(join(folder, newest), "utf8"))?.groups?.["digits"];
    return code !== undefined;
  });
  if (!code) throw new Error(`No code came for ${email}.`);
  return code.replaceAll(" ", "");
}

function asPerson(
  known: { url: string; name: string; email: string; password: string },
  signedIn: Answer,
): TestPerson {
  const { url, email, password } = known;
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const user = signedIn.body["user"] as { id: string };
  const call = createCaller(url, { cookie, origin: url });
  return {
    ...known,
    id: user.id,
    cookie,
    call,
    connect: (device) => connectSocket(url, { cookie, origin: url }, { device }),
    async logIn() {
      const answer = await createCaller(url, {})("POST", "/api/auth/login", { email, password });
      return asPerson(known, answer);
    },
  };
}

/** Calls the API with these headers on every request. */
export function createCaller(url: string, headers: Record<string, string>): Caller {
  return async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
      redirect: "manual",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text ? JSON.parse(text) : null,
    };
  };
}

/** A connected socket; rejects with the server's refusal. */
export async function connectSocket(
  url: string,
  headers: Record<string, string>,
  auth: { protocol?: number; device?: string | undefined } = {},
): Promise<Socket> {
  const socket = io(url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth: { protocol: 1, ...auth },
    extraHeaders: headers,
  });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}
