import { runGate } from "./lib/gate.ts";
import { readGraph } from "./lib/graph.ts";
import { checkFeatures } from "./composition/features.ts";
import { checkPackages } from "./composition/packages.ts";
import { checkPaths } from "./composition/paths.ts";

/** What is declared is what is imported: packages in each manifest, features in each composition root. */
await runGate("composition", (root) => {
  const graph = readGraph(root);
  return {
    findings: [...checkPackages(graph), ...checkFeatures(graph), ...checkPaths(graph)],
    read: { count: graph.edges.length, what: "imports" },
  };
});
