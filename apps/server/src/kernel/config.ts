import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { z } from "zod";

export interface Config {
  port: number;
  /** The only address to listen on; null lets the server choose (see `listenHosts`). */
  host: string | null;
  publicUrl: URL | null;
  /** Absolute path. */
  dataDir: string;
  databaseUrl: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  sessionSecret: string | null;
  /** Servers that help calls find a way; without them only machines of one network reach each other. */
  ice: {
    stunUrls: readonly string[];
    turnUrls: readonly string[];
    /** Shared with the TURN server. */
    turnSecret: string | null;
  };
  /** So long a call rings. */
  ringSeconds: number;
  /** Addresses and networks of the proxies whose X-Forwarded-* headers are believed. */
  trustProxy: string[];
  /** False lifts all limits, for tests. */
  limits: boolean;
  logLevel: LogLevel;
}

export interface ConfigFault {
  name: string;
  found: string;
  expected: string;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; faults: ConfigFault[] };

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SECRET_LENGTH = 32;
const TURN_SECRET_LENGTH = 8;
const DEFAULT_RING_SECONDS = 30;
const LONGEST_RING_SECONDS = 120;
const ICE_URL =
  /^(?<scheme>stuns?|turns?):(?<host>[^\s:/?#@[\]]+|\[[\da-f:.]+\])(?::(?<port>\d{1,5}))?(?<query>\?transport=(?:udp|tcp))?$/i;
const PROXY_NAMES = new Set(["loopback", "linklocal", "uniquelocal"]);
const HOST_NAME = /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i;
const MAILBOX = /^(?:[^<>\r\n"]*|"[^"\r\n]*"\s*)<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/;

const EXPECTED = {
  PORT: "a whole number from 1 to 65535",
  HOST: "an IP address or host name to listen on, such as 127.0.0.1 or 0.0.0.0",
  PUBLIC_URL:
    "an https address without a path, such as https://parley.example.org; plain http only for localhost, since browsers give other http pages no service worker and no WebCrypto",
  DATA_DIR: "a path without NUL characters",
  DATABASE_URL: "a PostgreSQL address, such as postgres://user:password@host:5432/parley",
  SMTP_URL: "a mail server, such as smtps://user:password@mail.example.org",
  MAIL_FROM: "a sender, such as Parley <parley@example.org>",
  SESSION_SECRET: `at least ${SECRET_LENGTH} characters that nobody can guess, the same on every node`,
  STUN_URLS: "STUN servers, separated by commas, such as stun:stun.example.org:3478",
  TURN_URLS:
    "TURN servers, separated by commas, such as turn:turn.example.org:3478?transport=udp, turns:turn.example.org:5349",
  TURN_SECRET: `at least ${TURN_SECRET_LENGTH} characters that nobody can guess, the static-auth-secret of your TURN server`,
  RING_SECONDS: `a whole number of seconds from 1 to ${LONGEST_RING_SECONDS}`,
  TRUST_PROXY:
    "addresses or networks of your proxies, separated by commas, such as 127.0.0.1, 10.0.0.0/8 or loopback",
  LIMITS: "on or off",
  LOG_LEVEL: `one of ${LOG_LEVELS.join(", ")}`,
} as const;

type Name = keyof typeof EXPECTED;

/** Empty variables count as absent, so that a line `NAME=` in `.env` means nothing. */
const optional = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : text))
  .nullish()
  .transform((text) => text ?? null);

function refine<T>(name: Name, parse: (text: string) => T | null) {
  return optional.transform((text, context) => {
    if (text === null) return null;
    const value = parse(text);
    if (value === null) context.addIssue({ code: "custom", message: EXPECTED[name] });
    return value;
  });
}

const schema = z.object({
  PORT: refine("PORT", parsePort),
  HOST: refine("HOST", (text) => (isIP(text) !== 0 || HOST_NAME.test(text) ? text : null)),
  PUBLIC_URL: refine("PUBLIC_URL", parsePublicUrl),
  DATA_DIR: refine("DATA_DIR", (text) => (text.includes("\0") ? null : text)),
  DATABASE_URL: refine("DATABASE_URL", (text) => parseAddress(text, ["postgres:", "postgresql:"])),
  SMTP_URL: refine("SMTP_URL", (text) => parseAddress(text, ["smtp:", "smtps:"])),
  MAIL_FROM: refine("MAIL_FROM", (text) => (MAILBOX.test(text) ? text : null)),
  SESSION_SECRET: refine("SESSION_SECRET", (text) => (text.length < SECRET_LENGTH ? null : text)),
  STUN_URLS: refine("STUN_URLS", (text) => parseIceUrls(text, /^stuns?$/i)),
  TURN_URLS: refine("TURN_URLS", (text) => parseIceUrls(text, /^turns?$/i)),
  TURN_SECRET: refine("TURN_SECRET", (text) => (text.length < TURN_SECRET_LENGTH ? null : text)),
  RING_SECONDS: refine("RING_SECONDS", parseRingSeconds),
  TRUST_PROXY: refine("TRUST_PROXY", parseProxies),
  LIMITS: refine("LIMITS", (text) => (text === "on" || text === "off" ? text : null)),
  LOG_LEVEL: refine("LOG_LEVEL", (text) => LOG_LEVELS.find((level) => level === text) ?? null),
});

/** Reads the whole configuration; all faults are reported at once, secrets never shown. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const parsed = schema.safeParse(env);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => asFault(issue, env));
  faults.push(...crossFaults(env, new Set(faults.map(({ name }) => name))));
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  const { data } = parsed;
  return {
    ok: true,
    config: {
      port: data.PORT ?? 3000,
      host: data.HOST,
      publicUrl: data.PUBLIC_URL,
      dataDir: data.DATA_DIR ?? "data",
      databaseUrl: data.DATABASE_URL,
      smtpUrl: data.SMTP_URL,
      mailFrom: data.MAIL_FROM ?? `Parley <parley@${data.PUBLIC_URL?.hostname ?? "localhost"}>`,
      sessionSecret: data.SESSION_SECRET,
      ice: {
        stunUrls: data.STUN_URLS ?? [],
        turnUrls: data.TURN_URLS ?? [],
        turnSecret: data.TURN_SECRET,
      },
      ringSeconds: data.RING_SECONDS ?? DEFAULT_RING_SECONDS,
      trustProxy: data.TRUST_PROXY ?? [],
      limits: data.LIMITS !== "off",
      logLevel: data.LOG_LEVEL ?? "info",
    },
  };
}

/**
 * The addresses to listen on; the second may be missing. With a public address these are all
 * addresses of the machine, through one socket for both families where there is IPv6.
 */
export function listenHosts(
  config: Pick<Config, "host" | "publicUrl">,
  hasIpv6: boolean = detectIpv6(),
): [string, ...string[]] {
  if (config.host) return [config.host];
  if (config.publicUrl) return [hasIpv6 ? "::" : "0.0.0.0"];
  return ["127.0.0.1", "::1"];
}

function detectIpv6(): boolean {
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ family }) => family === "IPv6"),
  );
}

/** Whether this host name always means the machine itself. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    (isIP(name) === 4 && name.startsWith("127."))
  );
}

/** The sentences that a refused configuration prints. */
export function describeFaults(faults: readonly ConfigFault[]): string {
  const lines = faults.map(
    ({ name, found, expected }) => `  ${name}: found ${found}, expected ${expected}`,
  );
  return `Parley cannot start with this configuration:\n${lines.join("\n")}`;
}

function crossFaults(
  env: Record<string, string | undefined>,
  known: ReadonlySet<string>,
): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const value = (name: Name) => env[name]?.trim() ?? "";
  if (value("DATABASE_URL") && !value("SESSION_SECRET")) {
    faults.push({
      name: "SESSION_SECRET",
      found: "nothing",
      expected: `${EXPECTED.SESSION_SECRET}, because DATABASE_URL is set`,
    });
  }
  if (value("TURN_URLS") && !value("TURN_SECRET")) {
    faults.push({
      name: "TURN_SECRET",
      found: "nothing",
      expected: `${EXPECTED.TURN_SECRET}, because TURN_URLS is set`,
    });
  }
  if (value("TURN_SECRET") && !value("TURN_URLS")) {
    faults.push({
      name: "TURN_URLS",
      found: "nothing",
      expected: `${EXPECTED.TURN_URLS}, because TURN_SECRET is set`,
    });
  }
  const publicUrl = known.has("PUBLIC_URL") ? null : parsePublicUrl(value("PUBLIC_URL"));
  if (value("LIMITS") === "off" && publicUrl && !isLoopback(publicUrl.hostname)) {
    faults.push({
      name: "LIMITS",
      found: '"off"',
      expected: "on, because PUBLIC_URL is not on this machine",
    });
  }
  return faults;
}

function asFault(
  issue: { path: PropertyKey[]; message: string },
  env: Record<string, string | undefined>,
): ConfigFault {
  const name = String(issue.path[0]);
  return { name, found: show(name, env[name] ?? ""), expected: issue.message };
}

function show(name: string, text: string): string {
  if (name === "SESSION_SECRET" || name === "TURN_SECRET")
    return `${text.trim().length} characters`;
  const hidden = text.replace(/:\/\/[^/]*@/, "://***@");
  return JSON.stringify(hidden.length > 100 ? `${hidden.slice(0, 100)}…` : hidden);
}

function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

function parsePublicUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isBare = url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  const isSafe =
    url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  return isBare && isSafe ? url : null;
}

function parseAddress(text: string, protocols: readonly string[]): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return protocols.includes(url.protocol) && url.hostname !== "" ? text : null;
}

/** `new URL` takes nearly anything after these schemes, and browsers then refuse the whole call. */
function parseIceUrls(text: string, scheme: RegExp): string[] | null {
  const urls = text.split(",").map((part) => part.trim());
  const isRight = urls.every((url) => {
    const parts = ICE_URL.exec(url)?.groups;
    if (!parts?.["scheme"] || !scheme.test(parts["scheme"])) return false;
    if (parts["query"] && !/^turns?$/i.test(parts["scheme"])) return false;
    return parts["port"] === undefined || parsePort(parts["port"]) !== null;
  });
  return isRight ? urls : null;
}

function parseRingSeconds(text: string): number | null {
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds <= LONGEST_RING_SECONDS ? seconds : null;
}

function parseProxies(text: string): string[] | null {
  const proxies = text.split(",").map((part) => part.trim());
  return proxies.every(isProxy) ? proxies : null;
}

function isProxy(text: string): boolean {
  if (PROXY_NAMES.has(text)) return true;
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
