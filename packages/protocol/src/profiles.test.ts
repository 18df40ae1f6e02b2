import { expect, test } from "vitest";
import { Settings, UpdateMe } from "./profiles.ts";

const kept = {
  theme: "dark",
  language: "en",
  sounds: false,
  receipts: true,
  typing: true,
  presence: true,
};

test("settings that an older build has kept can still be read", () => {
  expect(Settings.parse(kept)).toEqual({ ...kept, shortcuts: true });
});

test("a change of one setting says nothing of the others", () => {
  expect(UpdateMe.parse({ settings: { sounds: true } })).toEqual({ settings: { sounds: true } });
});
