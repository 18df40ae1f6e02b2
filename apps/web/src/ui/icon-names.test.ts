import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { iconNames } from "./icon-names.ts";

const source = new URL("..", import.meta.url);

test("the sprite holds exactly the icons that have a name", () => {
  const sprite = readFileSync(new URL("icons.svg", import.meta.url), "utf8");
  const symbols = Array.from(sprite.matchAll(/<symbol id="i-([^"]+)"/g), (match) => match[1]);
  expect(symbols).toEqual([...iconNames]);
});

test("every icon is drawn somewhere", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" });
  const code = files
    .filter(
      (file) =>
        /\.tsx?$/.test(file) && !file.includes("icon-names") && !file.startsWith("paraglide"),
    )
    .map((file) => readFileSync(new URL(file, source), "utf8"))
    .join("\n");
  expect(iconNames.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});
