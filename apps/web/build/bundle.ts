import { build } from "vite";

/**
 * Builds the app into the folder named by the argument, or `dist`. The process is ended by hand:
 * after a first compilation of the messages their compiler keeps timers that would hold it for
 * half a minute.
 */
const [outDir = "dist"] = process.argv.slice(2);

try {
  await build({
    root: new URL("..", import.meta.url).pathname,
    build: { outDir, emptyOutDir: true },
    logLevel: "warn",
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
process.exit(0);
