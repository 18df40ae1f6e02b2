import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findOrInstall, printFound } from "./lib/apt.ts";

const places = [
  "/usr/lib/postgresql/15/bin",
  "/usr/pgsql-15/bin",
  "/opt/homebrew/opt/postgresql@15/bin",
];

/** The folder with `initdb` and `postgres` of the oldest version that Parley supports; `POSTGRES15` names another one. */
export function findPostgres15(): string {
  return findOrInstall({
    what: "PostgreSQL 15",
    packages: ["postgresql-15"],
    find: () =>
      [process.env["POSTGRES15"] ?? "", ...places].find((path) =>
        existsSync(join(path, "initdb")),
      ) ?? null,
    prepare: refuseMainCluster,
  });
}

/** Installing must not start a database server on the machine. */
function refuseMainCluster(): void {
  const folder = "/etc/postgresql-common/createcluster.d";
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "parley.conf"), "create_main_cluster = false\n");
}

if (import.meta.main) printFound(findPostgres15);
