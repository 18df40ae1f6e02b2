import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";

export const messageOptions = {
  project: fileURLToPath(new URL("../project.inlang", import.meta.url)),
  outdir: fileURLToPath(new URL("../src/paraglide", import.meta.url)),
  strategy: ["globalVariable", "baseLocale"] satisfies ("globalVariable" | "baseLocale")[],
  outputStructure: "message-modules",
  isServer: "false",
  disableAsyncLocalStorage: true,
  emitReadme: false,
  emitPrettierIgnore: false,
} as const;

if (import.meta.main) {
  await compile({ ...messageOptions, strategy: [...messageOptions.strategy] });
  // The compiler leaves timers behind that would hold the process for half a minute.
  process.exit();
}
