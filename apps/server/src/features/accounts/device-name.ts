import { getParser } from "bowser";

const UNKNOWN = "Unknown device";
const LONGEST_READ = 512;
const LONGEST_PART = 30;

/** Browser and system from a `User-Agent`, never a place: "Firefox on Windows". */
export function nameDevice(userAgent: string | undefined): string {
  if (!userAgent) return UNKNOWN;
  // Longer ones are made up: matching them costs time, and a name may be any part of them.
  const parser = getParser(userAgent.slice(0, LONGEST_READ));
  const browser = parser.getBrowserName().slice(0, LONGEST_PART);
  const system = parser.getOSName().slice(0, LONGEST_PART);
  if (browser && system) return `${browser} on ${system}`;
  return browser || system || UNKNOWN;
}
