import { dirname, extname, join, normalize } from "node:path";
import { isTestCode, listSources, readText } from "./files.ts";
import { readImports } from "./imports.ts";

export type Edge = {
  /** The importing file, from the root. */
  from: string;
  specifier: string;
  line: number;
  /** The imported file from the root, for relative paths only. */
  to: string | null;
  inTest: boolean;
};

export type Graph = { root: string; files: string[]; edges: Edge[] };

/** Every import of every source file below `root`. */
export function readGraph(root: string): Graph {
  const files = listSources(root).filter((file) => [".ts", ".tsx", ".mjs"].includes(extname(file)));
  const edges = files.flatMap((from) =>
    readImports(from, readText(root, from)).map(({ specifier, line }) => ({
      from,
      specifier,
      line,
      to: specifier.startsWith(".") ? normalize(join(dirname(from), specifier)) : null,
      inTest: isTestCode(from),
    })),
  );
  return { root, files, edges };
}

/** `apps/server/src/features/friends/store.ts` → its place in the house. */
export function placeOf(file: string): { workspace: string; feature: string | null; area: string } {
  const [group = "", name = "", src = "", area = "", feature = "", ...rest] = file.split("/");
  const inFeature = src === "src" && area === "features" && rest.length > 0;
  return {
    workspace: group === "apps" || group === "packages" ? `${group}/${name}` : "",
    feature: inFeature ? feature : null,
    area: src === "src" ? area : "",
  };
}
