import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

export type Need = {
  /** As in "Chromium is missing". */
  what: string;
  packages: string[];
  /** Where it is, or null. */
  find: () => string | null;
  /** Runs between the refreshed package lists and the installation. */
  prepare?: () => void;
};

/** Where the needed thing is: found, or installed when this machine permits it, or an error with the exact command. */
export function findOrInstall(need: Need): string {
  const found = need.find();
  if (found !== null) return found;
  const command = `apt-get install -y --no-install-recommends ${need.packages.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(
      `${need.what} is missing. Install it with:\n  sudo apt-get update && sudo ${command}`,
    );
  }
  console.log(`${need.what} is missing; installing ${need.packages.join(" ")}.`);
  runApt(["update", "-qq"]);
  need.prepare?.();
  runApt(["install", "-y", "-qq", "--no-install-recommends", ...need.packages]);
  const installed = need.find();
  if (installed === null) {
    throw new Error(
      `${need.what} is missing, and installing did not help. This was tried:\n  apt-get update && ${command}`,
    );
  }
  return installed;
}

function runApt(args: string[]): void {
  const { status, stdout, stderr } = spawnSync(
    "apt-get",
    ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold", ...args],
    { encoding: "utf8", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } },
  );
  if (status !== 0) console.log(`${stdout}${stderr}`.trim());
}

/** A tool as a program: prints where the thing is, or one clear sentence and exit code 1. */
export function printFound(find: () => string): void {
  try {
    console.log(find());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
