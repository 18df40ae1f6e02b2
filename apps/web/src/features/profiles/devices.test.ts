import { expect, test } from "vitest";
import { iconOfDevice, sortDevices } from "./devices.ts";

test("this device stands first, the others by their last use", () => {
  const device = { name: "Firefox on Linux", createdAt: "2026-01-01T00:00:00.000Z" };
  const devices = [
    { ...device, id: "old", lastUsedAt: "2026-01-02T00:00:00.000Z", current: false },
    { ...device, id: "this", lastUsedAt: "2026-01-01T00:00:00.000Z", current: true },
    { ...device, id: "new", lastUsedAt: "2026-01-03T00:00:00.000Z", current: false },
  ];
  expect(sortDevices(devices).map(({ id }) => id)).toEqual(["this", "new", "old"]);
  expect(iconOfDevice("Chrome on Android")).toBe("smartphone");
  expect(iconOfDevice("Edge on Windows")).toBe("monitor");
  expect(iconOfDevice("Safari on macOS")).toBe("laptop");
});
