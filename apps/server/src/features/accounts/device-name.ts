import { getParser } from "bowser";

const UNKNOWN = "Unknown device";

/** Browser and system from a `User-Agent`, never a place: "Firefox on Windows". */
export function nameDevice(userAgent: string | undefined): string {
  if (!userAgent) return UNKNOWN;
  // Longer ones are made up, and matching them costs time.
  const parser = getParser(userAgent.slice(0, 512));
  const browser = parser.getBrowserName();
  const system = parser.getOSName();
  if (browser && system) return `${browser} on ${system}`;
  return browser || system || UNKNOWN;
}
