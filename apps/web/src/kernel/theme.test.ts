import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseThemeChoice, resolveTheme, themeChoices } from "./theme.ts";

test("a theme that was chosen is drawn whatever the system wishes", () => {
  for (const choice of themeChoices) {
    if (choice === "system") continue;
    expect(resolveTheme(choice, { dark: true, contrast: true })).toBe(choice);
  }
});

test("the system decides about contrast first, then about darkness", () => {
  expect(resolveTheme("system", { dark: false, contrast: false })).toBe("light");
  expect(resolveTheme("system", { dark: true, contrast: false })).toBe("dark");
  expect(resolveTheme("system", { dark: true, contrast: true })).toBe("contrast");
});

test("anything unknown in the storage leaves the choice to the system", () => {
  expect(parseThemeChoice("sepia")).toBe("sepia");
  expect(parseThemeChoice("neon")).toBe("system");
  expect(parseThemeChoice(null)).toBe("system");
});

test("the script before the first paint decides as the app does", () => {
  const script = readFileSync(new URL("../../public/theme.js", import.meta.url), "utf8");
  const run = new Function("localStorage", "matchMedia", "document", script);
  for (const stored of [...themeChoices, null]) {
    for (const dark of [true, false]) {
      for (const contrast of [true, false]) {
        const page = { documentElement: { dataset: { theme: "" } } };
        run(
          { getItem: () => stored },
          (query: string) => ({ matches: query.includes("contrast") ? contrast : dark }),
          page,
        );
        expect(page.documentElement.dataset.theme).toBe(
          resolveTheme(parseThemeChoice(stored), { dark, contrast }),
        );
      }
    }
  }
});
