import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findOrInstall, printFound } from "./lib/apt.ts";

const places = ["/usr/bin/turnserver", "/opt/homebrew/bin/turnserver", "/usr/local/bin/turnserver"];

/** The relay of the call tests; `TURNSERVER` names another one. */
export function findCoturn(): string {
  return findOrInstall({
    what: "coturn",
    packages: ["coturn"],
    find: () =>
      [process.env["TURNSERVER"] ?? "", ...places].find((path) => existsSync(path)) ?? null,
    prepare: refuseService,
  });
}

/** Installing must not start a relay on the machine, now or at the next boot: its unit is masked. */
function refuseService(): void {
  const folder = "/etc/systemd/system";
  const unit = join(folder, "coturn.service");
  if (existsSync(unit)) return;
  mkdirSync(folder, { recursive: true });
  symlinkSync("/dev/null", unit);
}

if (import.meta.main) printFound(findCoturn);
