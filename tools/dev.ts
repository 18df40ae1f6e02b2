import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

/**
 * The demo with hot reload: Vite serves the web app at PORT and hands everything else to the
 * server behind it, which starts again whenever its own sources change.
 */
const root = join(import.meta.dirname, "..");
const port = Number(process.env["PORT"] ?? 3000);
const behind = port + 1;

const children: ChildProcess[] = [
  start(
    [
      "--watch-path=apps/server/src",
      "--watch-path=packages/protocol/src",
      "--watch-preserve-output",
      "apps/server/start.mjs",
      "demo",
    ],
    { PORT: String(behind), PARLEY_WEB: "elsewhere" },
    root,
  ),
  start(
    [join(root, "node_modules", "vite", "bin", "vite.js")],
    { WEB_PORT: String(port), PARLEY_SERVER: `http://localhost:${behind}` },
    join(root, "apps", "web"),
  ),
];
process.stdout.write(
  `Hot reload at http://localhost:${port}; the server itself is at ${behind}.\n`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill("SIGTERM");
  });
}

function start(args: string[], env: Record<string, string>, cwd: string): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: "inherit",
  });
  child.once("exit", (code) => {
    process.exitCode ??= code ?? 1;
    for (const other of children) other.kill("SIGTERM");
  });
  return child;
}
