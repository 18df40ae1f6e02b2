import type { Finding } from "../lib/gate.ts";
import { placeOf, type Edge, type Graph } from "../lib/graph.ts";

/** Relative paths stay at home, whatever the depth of the folders; oxlint tells the usual cases sooner. */
export function checkPaths(graph: Graph): Finding[] {
  return graph.edges.flatMap((edge) => {
    const rule = findCrossing(edge);
    if (!rule) return [];
    return [{ file: edge.from, rule, message: `line ${edge.line} imports ${edge.specifier}` }];
  });
}

function findCrossing(edge: Edge): string | null {
  const from = placeOf(edge.from);
  if (edge.specifier.startsWith("#features/") && ["kernel", "ui"].includes(from.area)) {
    return "kernel-imports-feature";
  }
  if (edge.to === null) return null;
  const to = placeOf(edge.to);
  if (from.workspace && from.workspace !== to.workspace) return "path-leaves-workspace";
  if (from.feature && from.feature !== to.feature) return "path-leaves-feature";
  if (!from.feature && to.feature && !edge.to.endsWith("/index.ts")) return "path-enters-feature";
  if (["kernel", "ui"].includes(from.area) && to.area === "features")
    return "kernel-imports-feature";
  return null;
}
