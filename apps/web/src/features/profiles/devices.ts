import type { Device } from "@parley/protocol/accounts";
import type { IconName } from "#ui/Icon";

/** This device first, then by their last use. */
export function sortDevices(devices: readonly Device[]): Device[] {
  return devices.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt.localeCompare(a.lastUsedAt),
  );
}

/** A drawing that suits the system in a device's name: `Firefox on Linux`. */
export function iconOfDevice(name: string): IconName {
  if (/\b(android|ios|iphone|ipad|ipados)\b/i.test(name)) return "smartphone";
  return /\bwindows\b/i.test(name) ? "monitor" : "laptop";
}
