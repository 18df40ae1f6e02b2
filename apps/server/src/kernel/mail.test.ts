import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "./log.ts";
import { createMail } from "./mail.ts";
import type { MailParts } from "./mail.ts";

const NOW = new Date("2026-03-01T12:00:00.123Z");
const MESSAGE = {
  to: "ada@example.org",
  subject: "482 913 is your Parley code",
  text: "Hello,\n\n482913\n\nParley\n",
};

let folder: string;
let printed: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-mail-"));
  printed = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function open(more: Partial<MailParts> = {}) {
  return createMail({
    smtpUrl: null,
    from: "Parley <parley@localhost>",
    dataDir: join(folder, "data"),
    clock: { now: () => NOW },
    log: createLog("silent"),
    print: (line) => printed.push(line),
    ...more,
  });
}

async function listMails(): Promise<string[]> {
  return (await readdir(join(folder, "data", "mail"))).toSorted();
}

describe("mail without a server", () => {
  test("is a file for its owner alone, with one line on the terminal", async () => {
    const mail = open();
    mail.send(MESSAGE);
    await mail.close();
    expect(await listMails()).toEqual(["20260301T120000123Z-ada@example.org.eml"]);
    const file = join(folder, "data", "mail", "20260301T120000123Z-ada@example.org.eml");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "data"))).mode & 0o777).toBe(0o700);
    expect(printed).toEqual([`Mail to ada@example.org: 482 913 is your Parley code (${file})`]);
  });

  test("carries subject and code readably, never as base64", async () => {
    const mail = open();
    mail.send(MESSAGE);
    await mail.close();
    const [name] = await listMails();
    const text = await readFile(join(folder, "data", "mail", name!), "utf8");
    expect(text).toMatch(/^Subject: 482 913 is your Parley code$/m);
    expect(text).toMatch(/^To: ada@example\.org$/m);
    expect(text).toMatch(/^From: Parley <parley@localhost>$/m);
    expect(text).toMatch(/^Content-Transfer-Encoding: (7bit|quoted-printable)$/m);
    expect(text).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(text).toMatch(/^482913$/m);
  });

  test("whoever watches the folder sees whole mails only", async () => {
    const mail = open();
    for (let i = 0; i < 20; i += 1) mail.send({ ...MESSAGE, to: `person-${i}@example.org` });
    const closed = mail.close().then(() => true);
    const sizes = new Set<number>();
    while (!(await Promise.race([closed, setImmediate(false)]))) {
      const names = (await listMails().catch(() => [])).filter((name) => name.endsWith(".eml"));
      for (const name of names) sizes.add((await stat(join(folder, "data", "mail", name))).size);
    }
    const names = await listMails();
    expect(names.every((name) => name.endsWith(".eml"))).toBe(true);
    expect(names).toHaveLength(20);
    expect(Math.min(...sizes)).toBeGreaterThan(MESSAGE.text.length);
  });

  test("the newest stands last by name, also within one millisecond and beside another process", async () => {
    const taken = join(folder, "data", "mail", "20260301T120000123Z-ada@example.org.eml");
    const first = open();
    first.send(MESSAGE);
    await first.close();
    await writeFile(taken, "kept");
    const mail = open();
    for (const subject of ["one", "two", "three"]) mail.send({ ...MESSAGE, subject });
    await mail.close();
    const names = await listMails();
    const texts = await Promise.all(
      names.map((name) => readFile(join(folder, "data", "mail", name), "utf8")),
    );
    const subjects = texts.map((text) => /^Subject: (.*)$/m.exec(text)?.[1] ?? text);
    expect(subjects).toEqual(["kept", "one", "two", "three"]);
  });

  test("a recipient cannot leave the folder nor command the terminal", async () => {
    const mail = open();
    const to = `../../${"x".repeat(80)}/\u001b[31m$(reboot)\u202e@example.org`;
    mail.send({ ...MESSAGE, to });
    await mail.close();
    const [name] = await listMails();
    const recipient = name!.slice("20260301T120000123Z-".length, -".eml".length);
    expect(recipient).toMatch(/^[\w.@+-]{1,60}$/);
    expect(Buffer.byteLength(recipient)).toBeLessThanOrEqual(60);
    expect(printed[0]).toMatch(/^\P{C}+$/u);
  });
});

describe("mail by a server", () => {
  test("goes there and not to the folder", async () => {
    const server = await startSmtp(["220 ready"]);
    const mail = open({ smtpUrl: server.url });
    mail.send(MESSAGE);
    await mail.close();
    expect(server.received()).toMatch(/^RCPT TO:<ada@example\.org>/m);
    expect(server.received()).toMatch(/^482913\r?$/m);
    await expect(readdir(join(folder, "data"))).rejects.toThrow("ENOENT");
    expect(printed).toEqual([]);
    await server.close();
  });

  test("a refusal is logged without the code, and nobody waits for it", async () => {
    const lines: string[] = [];
    const server = await startSmtp(["554 no"]);
    const log = createLog("debug", { write: (line) => lines.push(line) });
    const mail = open({ smtpUrl: server.url, log });
    mail.send(MESSAGE);
    await mail.close();
    expect(lines.join("")).toContain("mail could not be sent");
    expect(lines.join("")).not.toMatch(/482 ?913/);
    await server.close();
  });
});

test("closing does not wait for a server that is silent", async () => {
  const server = await startSmtp([]);
  const mail = open({ smtpUrl: server.url });
  mail.send(MESSAGE);
  const begin = performance.now();
  await mail.close();
  expect(performance.now() - begin).toBeLessThan(4_000);
  await server.close();
});

/** A server that accepts everything after its greeting. */
async function startSmtp(greeting: string[]) {
  let received = "";
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let isBody = false;
    if (greeting.length > 0) socket.write(`${greeting.join("\r\n")}\r\n`);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      received += chunk.toString();
      for (const line of chunk.toString().split("\r\n")) {
        if (isBody && line === ".") isBody = false;
        else if (isBody || line === "") continue;
        else if (line === "DATA") isBody = true;
        socket.write(isBody ? "354 go on\r\n" : "250 fine\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => received,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
