import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import type { Plugin } from "vite";

const WORKER = "service-worker.js";
const SHELL_ASSETS = /\.(?:js|css)$|-latin-opsz-normal-.*\.woff2$/;
const PUBLIC_FILES = /\.(?:js|svg|webmanifest)$/;

/** Names the files of this build in the service worker, so that it keeps exactly these. */
export function serviceWorker(): Plugin {
  let publicFiles: string[] = [];
  return {
    name: "parley:service-worker",
    apply: "build",
    configResolved(config) {
      publicFiles = readdirSync(config.publicDir).filter((file) => PUBLIC_FILES.test(file));
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== "chunk") this.error("The service worker was not built");
        const assets = Object.keys(bundle).filter(
          (file) => file !== WORKER && SHELL_ASSETS.test(file),
        );
        const files = ["", ...publicFiles, ...assets].map((file) => `/${file}`).sort();
        const page = bundle["index.html"];
        const mark = createHash("sha256").update(files.join(" "));
        if (page?.type === "asset") mark.update(page.source);
        worker.code = worker.code
          .replace("__SHELL_FILES__", files.join(" "))
          .replace("__BUILD__", mark.digest("hex").slice(0, 16));
      },
    },
  };
}

/** The worker stands at the root, so that it answers for every page. */
export function nameEntry(chunk: { name: string }): string {
  return chunk.name === "service-worker" ? WORKER : "assets/[name]-[hash].js";
}
