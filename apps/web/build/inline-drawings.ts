import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SPRITE = new URL("../src/ui/icons.svg", import.meta.url);
const MARK = new URL("../public/favicon.svg", import.meta.url);

/** Writes icons and mark into the page, so that they are drawn with the first paint and cost no JavaScript. */
export function inlineDrawings(): Plugin {
  return {
    name: "parley:inline-drawings",
    transformIndexHtml: (html) =>
      html
        .replace("<body>", () => `<body>\n    ${readDrawing(SPRITE)}`)
        .replace('<div id="opening">', (start) => start + readDrawing(MARK)),
  };
}

function readDrawing(file: URL): string {
  return readFileSync(file, "utf8").replaceAll(/\n\s*/g, "");
}
