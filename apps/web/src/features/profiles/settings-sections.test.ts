import { expect, test } from "vitest";
import { columnsAround, findSection } from "./settings-sections.ts";

test("every section stands on a page", () => {
  expect(columnsAround("languages")).toEqual([["profile"], ["languages"]]);
  expect(columnsAround("account").flat()).toContain("devices");
  expect(findSection("look")?.title()).toBe("Appearance");
  expect(findSection("nothing")).toBeNull();
});
