/** SQLSTATEs and driver codes that say "not now" rather than "never": the same request may succeed later. */
const AWAY = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
  "ENOENT",
  "EPIPE",
  "53300", // too many connections
  "55P03", // lock timeout
  "57014", // statement timeout
  "57P01", // administrator stops the server
  "57P02", // another process crashed
  "57P03", // starting up
  "57P05", // idle session timeout
  "25P03", // idle in transaction
  "25006", // read only, as after a failover
]);

/** True when the database is away, overloaded or timed out, also when the query layer wrapped the error. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") {
      if (AWAY.has(cause.code) || cause.code.startsWith("08")) return true;
    }
  }
  return false;
}
