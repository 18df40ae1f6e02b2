import { expect, test } from "vitest";
import { readStep, stepBeside } from "./onboarding-steps.ts";

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
