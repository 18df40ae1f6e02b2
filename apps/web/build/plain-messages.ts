import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { messageOptions } from "./messages.ts";

const MESSAGE = /\/paraglide\/messages\/([a-z]+_\w+)\.js$/;
/** One text without variants, as the compiler of the messages writes it. */
const TEXT = /^const \w+ = \((i?)\) => \{\s*return (`(?:[^`\\]|\\.)*`);\s*\};$/gm;

/**
 * As long as there is one language, a message is its text: asking which language is spoken would be
 * a third of what the messages cost. Where the compiler writes them differently, the build fails.
 */
export function plainMessages(): Plugin {
  let count = 0;
  return {
    name: "parley:plain-messages",
    apply: (_config, { command }) => command === "build" && countLanguages() === 1,
    transform: {
      filter: { id: MESSAGE },
      handler(code, id) {
        const plain = simplifyMessage(MESSAGE.exec(id)?.[1] ?? "", code);
        if (plain !== null) count += 1;
        return plain;
      },
    },
    buildEnd(error) {
      if (!error && count === 0) this.error("The messages are not compiled as they used to be");
    },
  };
}

/** The module of one message, or null where it is more than a text. */
export function simplifyMessage(name: string, code: string): string | null {
  const [text, ...others] = Array.from(code.matchAll(TEXT));
  if (!text || others.length > 0) return null;
  return `export const ${name} = (${text[1]}) => ${text[2]};\n`;
}

function countLanguages(): number {
  const settings: unknown = JSON.parse(
    readFileSync(join(messageOptions.project, "settings.json"), "utf8"),
  );
  const { locales } = settings as { locales: string[] };
  return locales.length;
}
