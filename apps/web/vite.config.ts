import { paraglideVitePlugin } from "@inlang/paraglide-js";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { inlineDrawings } from "./build/inline-drawings.ts";
import { messageOptions } from "./build/messages.ts";
import { plainMessages } from "./build/plain-messages.ts";
import { precompress } from "./build/precompress.ts";
import { preloadFonts } from "./build/preload-fonts.ts";
import { nameEntry, serviceWorker } from "./build/service-worker.ts";

const server = process.env["PARLEY_SERVER"] ?? "http://localhost:3000";

/** The server believes only its own origin, so the development proxy speaks in its name. */
const toServer = { target: server, changeOrigin: true, headers: { origin: server } };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    paraglideVitePlugin({ ...messageOptions, strategy: [...messageOptions.strategy] }),
    react(),
    tailwindcss(),
    inlineDrawings(),
    plainMessages(),
    preloadFonts(),
    serviceWorker(),
    precompress(),
  ],
  server: {
    port: Number(process.env["WEB_PORT"] ?? 4200),
    strictPort: true,
    proxy: { "/api": toServer, "/socket.io": { ...toServer, ws: true } },
  },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      input: ["index.html", "src/service-worker.ts"].map(
        (file) => `${import.meta.dirname}/${file}`,
      ),
      output: {
        entryFileNames: nameEntry,
        // What every page needs comes at once; left alone it falls into four.
        codeSplitting: {
          groups: [{ name: "base", tags: ["$initial"], test: /^(?!.*service-worker)/ }],
        },
      },
    },
  },
});
