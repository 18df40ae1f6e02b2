import { expect, test } from "vitest";
import { ApiError } from "#kernel/api-error";
import { iconOfDevice, sortDevices } from "./devices.ts";
import { readStep, stepBeside } from "./onboarding-steps.ts";
import { changesOf, findFaults, readFaults } from "./profile-form.ts";
import { columnsAround, findSection } from "./settings-sections.ts";

const account = {
  name: "Nora Brandt",
  username: "nora",
  bio: "",
  place: "Bristol",
  timeZone: "Europe/London",
};

test("only what differs from the account is kept", () => {
  expect(changesOf({ name: "Nora", place: "Bristol" }, account)).toEqual({ name: "Nora" });
  expect(changesOf({}, account)).toEqual({});
});

test("a username is checked while it is typed", () => {
  expect(findFaults({ username: "no" }).username).toMatch(/3 to 30/);
  expect(findFaults({ username: "nora brandt" }).username).toMatch(/3 to 30/);
  expect(findFaults({ username: "nora.b_2" })).toEqual({});
  expect(findFaults({ name: "  " }).name).toBeTruthy();
});

test("a username that is taken is said at its field", () => {
  const taken = new ApiError({ code: "USERNAME_TAKEN", message: "", status: 409 });
  expect(readFaults(taken)).toEqual({
    username: "Somebody has this username already. Try another one.",
  });
  const errors = [{ path: "place", code: "custom", message: "Place is too long." }];
  const invalid = new ApiError({ code: "VALIDATION", message: "", status: 400, errors });
  expect(readFaults(invalid)).toEqual({ place: "Place is too long." });
  expect(readFaults(null)).toEqual({});
});

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

test("no step of the onboarding is reached without languages", () => {
  const none = { speaks: [], learns: [] };
  const both = {
    speaks: [{ code: "en", level: "native" as const }],
    learns: [{ code: "ja", level: "A1" as const }],
  };
  expect(readStep("hello", none)).toBe("languages");
  expect(readStep("hello", both)).toBe("hello");
  expect(readStep("", both)).toBe("languages");
  expect(stepBeside("place", 1)).toBe("hello");
  expect(stepBeside("hello", 1)).toBeNull();
  expect(stepBeside("languages", -1)).toBeNull();
});

test("every section stands on a page", () => {
  expect(columnsAround("languages")).toEqual([["profile"], ["languages"]]);
  expect(columnsAround("account").flat()).toContain("devices");
  expect(findSection("look")?.title()).toBe("Appearance");
  expect(findSection("nothing")).toBeNull();
});
