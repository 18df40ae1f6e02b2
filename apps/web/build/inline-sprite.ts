import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SPRITE = new URL("../src/ui/icons.svg", import.meta.url);

/** Writes the icons into the page, so that they are drawn with the first paint and cost no JavaScript. */
export function inlineSprite(): Plugin {
  return {
    name: "parley:inline-sprite",
    transformIndexHtml(html) {
      const sprite = readFileSync(SPRITE, "utf8").replaceAll(/\n\s*/g, "");
      return html.replace("<body>", `<body>\n    ${sprite}`);
    },
  };
}
