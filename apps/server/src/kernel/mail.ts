import { randomUUID } from "node:crypto";
import { link, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createTransport } from "nodemailer";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { pause } from "./pause.ts";
import { errorCode } from "./start-fault.ts";

export interface MailMessage {
  to: string;
  subject: string;
  /** Plain ASCII in lines of at most 76 characters, so that it travels as it is. */
  text: string;
}

/** Sends mail behind the caller's back: how long it takes tells nobody whether there is any. */
export interface Mail {
  send(message: MailMessage): void;
  /** Waits a moment for what is being sent. */
  close(): Promise<void>;
}

export interface MailParts {
  smtpUrl: string | null;
  from: string;
  /** Without a mail server, mails are files in `mail/` of this folder. */
  dataDir: string;
  clock: Clock;
  log: Log;
  /** Writes one line to the terminal. */
  print: (line: string) => void;
}

type Deliver = (message: MailMessage) => Promise<void>;

const LAST_WAIT_MS = 3_000;
const RETRY_AFTER_MS = [2_000, 20_000];
const SMTP_TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

export function createMail(parts: MailParts): Mail {
  const { log } = parts;
  const closing = new AbortController();
  const underway = new Set<Promise<void>>();
  const { deliver, end } = parts.smtpUrl
    ? deliverBySmtp(parts.smtpUrl, parts.from)
    : { deliver: deliverToFolder(parts), end: () => {} };
  if (!parts.smtpUrl) log.info("without SMTP_URL, mails are files in the data folder");

  async function deliverStubbornly(message: MailMessage): Promise<void> {
    for (const wait of [...RETRY_AFTER_MS, null]) {
      try {
        return await deliver(message);
      } catch (error) {
        log.warn({ err: error, willRetry: wait !== null }, "mail could not be sent");
        if (wait === null || closing.signal.aborted) return;
        await pause(wait, closing.signal);
      }
    }
  }

  return {
    send(message) {
      const sending = deliverStubbornly(message).finally(() => underway.delete(sending));
      underway.add(sending);
    },
    async close() {
      closing.abort();
      const sent = new AbortController();
      const all = Promise.all(underway).then(() => sent.abort());
      await Promise.race([all, pause(LAST_WAIT_MS, sent.signal)]);
      end();
    },
  };
}

function deliverBySmtp(url: string, from: string): { deliver: Deliver; end: () => void } {
  const transport = createTransport({ url, pool: true, maxConnections: 2, ...SMTP_TIMEOUTS });
  return {
    async deliver(message) {
      await transport.sendMail(compose(message, from));
    },
    end: () => transport.close(),
  };
}

function deliverToFolder({ from, dataDir, clock, print }: MailParts): Deliver {
  const folder = join(dataDir, "mail");
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "unix" });
  let last = 0;
  let turn: Promise<void> = Promise.resolve();

  /** Names sort by time, also within one millisecond and with several processes. */
  async function write(to: string, content: Uint8Array): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (;;) {
      last = Math.max(last + 1, clock.now().getTime());
      const time = new Date(last).toISOString().replaceAll(/[-:.]/g, "");
      const file = join(folder, `${time}-${safeName(to)}.eml`);
      try {
        await publish(file, content);
        return file;
      } catch (error) {
        if (errorCode(error) !== "EEXIST") throw error;
      }
    }
  }

  async function deliver(message: MailMessage): Promise<void> {
    const { message: content } = await composer.sendMail({
      ...compose(message, from),
      date: clock.now(),
    });
    if (!Buffer.isBuffer(content)) throw new Error("The mail was not composed into memory.");
    const file = await write(message.to, content);
    print(`Mail to ${printable(message.to)}: ${message.subject} (${file})`);
  }

  /** One after the other: the order of the names is the order of sending. */
  return async function deliverInTurn(message) {
    const mine = turn.then(() => deliver(message));
    turn = mine.catch(() => {});
    await mine;
  };
}

/** Whoever watches the folder sees whole mails only; a name that is taken is not replaced. */
async function publish(file: string, content: Uint8Array): Promise<void> {
  const draft = join(dirname(file), `.${randomUUID()}.tmp`);
  await writeFile(draft, content, { mode: 0o600 });
  try {
    await link(draft, file);
  } finally {
    await rm(draft);
  }
}

function compose({ to, subject, text }: MailMessage, from: string) {
  return {
    from,
    to: { name: "", address: to },
    subject,
    text,
    textEncoding: "quoted-printable" as const,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** At most 60 bytes that mean nothing to a file system or a shell. */
function safeName(address: string): string {
  return address.replaceAll(/[^a-zA-Z0-9@._+-]/g, "_").slice(0, 60);
}

/** An address may hold characters that would command a terminal. */
function printable(address: string): string {
  return address.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?");
}
