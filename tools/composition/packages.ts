import type { Finding } from "../lib/gate.ts";
import { listFiles, readText } from "../lib/files.ts";
import { placeOf, type Edge, type Graph } from "../lib/graph.ts";
import { packageOf } from "../lib/imports.ts";
import { listWorkspaces, readManifest, type Manifest } from "../lib/workspaces.ts";

/** Bare imports are declared by their own workspace, and every declaration is imported. */
export function checkPackages(graph: Graph): Finding[] {
  const root = { folder: "", manifest: readManifest(graph.root) };
  return [root, ...listWorkspaces(graph.root)].flatMap(({ folder, manifest }) => {
    const edges = graph.edges.filter(({ from }) => placeOf(from).workspace === folder);
    return [
      ...edges.flatMap((edge) => findUndeclared(edge, manifest, root.manifest)),
      ...findUnused({ graph, folder, manifest, edges }),
    ];
  });
}

function findUndeclared(edge: Edge, own: Manifest, root: Manifest): Finding[] {
  const name = packageOf(edge.specifier);
  if (name === null || own.dependencies?.[name]) return [];
  const where = `${edge.from}:${edge.line}`;
  if (own.devDependencies?.[name]) {
    if (edge.inTest || isBuildCode(edge.from)) return [];
    const message = `${name} is a devDependency, but the product imports it`;
    return [{ file: edge.from, rule: "package-dev-only", message: `${where} ${message}` }];
  }
  if (root.devDependencies?.[name] && (edge.inTest || isBuildCode(edge.from))) return [];
  return [{ file: edge.from, rule: "package-undeclared", message: `${where} imports ${name}` }];
}

function findUnused(workspace: {
  graph: Graph;
  folder: string;
  manifest: Manifest;
  edges: Edge[];
}): Finding[] {
  const { graph, folder, manifest, edges } = workspace;
  const imported = new Set(edges.map(({ specifier }) => packageOf(specifier)));
  for (const name of readStyleImports(graph.root, folder)) imported.add(name);
  for (const name of readResolved(graph, folder)) imported.add(name);
  return Object.keys(manifest.dependencies ?? {})
    .filter((name) => !imported.has(name))
    .map((name) => ({
      file: `${folder}/package.json`,
      rule: "package-unused",
      message: `${name} is declared and imported nowhere`,
    }));
}

/** Stylesheets and the page import packages too: `@import "pkg/…"`, `url("pkg/…")`. */
function readStyleImports(root: string, folder: string): string[] {
  return listFiles(root, [`${folder}/src/**/*.css`])
    .flatMap((file) =>
      [
        ...readText(root, file).matchAll(/(?:@import|url\()\s*["'](?<target>[^"'.][^"']*)["']/g),
      ].map(({ groups }) => packageOf(groups?.target ?? "")),
    )
    .filter((name) => name !== null);
}

/** What is looked for rather than imported: `require.resolve("pkg")`. */
function readResolved({ root, files }: Graph, folder: string): (string | null)[] {
  return files
    .filter((file) => placeOf(file).workspace === folder)
    .flatMap((file) => [
      ...readText(root, file).matchAll(/\.resolve\(["'](?<target>[^"']+)["']\)/g),
    ])
    .map(({ groups }) => packageOf(groups?.target ?? ""));
}

/** Configurations, build steps and measurements run on the developer's machine only. */
function isBuildCode(file: string): boolean {
  return (
    file.endsWith(".config.ts") ||
    /^apps\/[^/]+\/build\//.test(file) ||
    /^(tools|bench)\//.test(file)
  );
}
