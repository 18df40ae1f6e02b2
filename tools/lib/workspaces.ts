import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "./files.ts";

export type Manifest = {
  name: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

export type Workspace = { folder: string; manifest: Manifest };

/** The workspaces in the order of their folders' names. */
export function listWorkspaces(root: string): Workspace[] {
  return listFiles(root, ["{packages,apps}/*/package.json"]).map((file) => ({
    folder: file.replace("/package.json", ""),
    manifest: readManifest(root, file),
  }));
}

export function readManifest(root: string, file = "package.json"): Manifest {
  const path = join(root, file);
  if (!existsSync(path)) return { name: "none" };
  const manifest: Manifest = JSON.parse(readFileSync(path, "utf8"));
  return manifest;
}
