import { randomUUID } from "node:crypto";
import { ask, type Person } from "./people.ts";
import type { Place } from "./shared.ts";

type Line = { body: string; lang?: string };

const mostAtOnce = 20;

/** Sends messages over HTTP, in order; for tests about what comes after. */
export async function sendLines(
  place: Place,
  { from, conversationId }: { from: Person; conversationId: string },
  lines: readonly Line[],
): Promise<void> {
  for (let sent = 0; sent < lines.length; sent += mostAtOnce) {
    const messages = lines.slice(sent, sent + mostAtOnce).map((line) => ({
      id: mintId(),
      kind: "text",
      ...line,
    }));
    await ask(from.context.request, {
      method: "POST",
      url: `${place.url}/api/conversations/${conversationId}/messages`,
      data: { messages },
    });
  }
}

/** `count` different lines: "<what> 1", "<what> 2" and so on. */
export function countLines(what: string, count: number): Line[] {
  return Array.from({ length: count }, (_, index) => ({
    body: `${what} ${index + 1}`,
    lang: "de",
  }));
}

/** A UUIDv7: a random one with the time of day written over its head. */
function mintId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
