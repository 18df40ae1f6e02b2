import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseSync, type Expression, type ObjectExpression } from "oxc-parser";
import type { Finding } from "../lib/gate.ts";
import { readText } from "../lib/files.ts";
import { placeOf, type Graph } from "../lib/graph.ts";

type Feature = { name: string; uses: string[] };

/** FEATURES of each composition root equals the folders and their real imports, in order. */
export function checkFeatures(graph: Graph): Finding[] {
  return ["apps/server", "apps/web"].flatMap((workspace) => {
    const real = readRealFeatures(graph, workspace);
    const composition = findCompositionRoot(graph.root, workspace);
    if (!composition) {
      if (real.length === 0 || workspace === "apps/web") return [];
      const message = `${workspace} has features and no src/app.ts`;
      return [{ file: workspace, rule: "composition-root-missing", message }];
    }
    const declared = readDeclaredFeatures(composition, readText(graph.root, composition));
    return compare({ file: composition, declared, real });
  });
}

function findCompositionRoot(root: string, workspace: string): string | undefined {
  return [
    `${workspace}/src/app.ts`,
    `${workspace}/src/App.tsx`,
    `${workspace}/src/features.ts`,
  ].find(
    (file) =>
      existsSync(join(root, file)) && /\bexport const FEATURES\b/.test(readText(root, file)),
  );
}

function compare(sides: { file: string; declared: Feature[]; real: Feature[] }): Finding[] {
  const { file, declared, real } = sides;
  const findings: Finding[] = [];
  const add = (rule: string, message: string): void => {
    findings.push({ file, rule, message });
  };
  for (const { name } of declared) {
    if (!real.some((feature) => feature.name === name))
      add("feature-absent", `${name} has no folder`);
  }
  for (const { name, uses } of real) {
    const index = declared.findIndex((feature) => feature.name === name);
    const feature = declared[index];
    if (!feature) {
      add("feature-unlisted", `${name} is not in FEATURES`);
      continue;
    }
    const earlier = new Set(declared.slice(0, index).map((entry) => entry.name));
    for (const used of uses) {
      if (!feature.uses.includes(used)) add("use-undeclared", `${name} imports #features/${used}`);
      if (!earlier.has(used))
        add("use-out-of-order", `${name} stands before ${used}, which it imports`);
    }
    for (const used of feature.uses) {
      if (!uses.includes(used))
        add("use-unreal", `${name} declares ${used} and does not import it`);
    }
  }
  return findings;
}

function readRealFeatures(graph: Graph, workspace: string): Feature[] {
  const found = new Map<string, Set<string>>();
  for (const file of graph.files) {
    const place = placeOf(file);
    if (place.workspace === workspace && place.feature) found.set(place.feature, new Set());
  }
  for (const edge of graph.edges) {
    const place = placeOf(edge.from);
    if (place.workspace !== workspace || !place.feature || edge.inTest) continue;
    const used = /^#features\/(?<name>[^/]+)/.exec(edge.specifier)?.groups?.name;
    if (used) found.get(place.feature)?.add(used);
  }
  return [...found].map(([name, uses]) => ({ name, uses: [...uses].toSorted() }));
}

/** Reads the literal, so that the check needs neither a database nor a browser to load the app. */
function readDeclaredFeatures(file: string, text: string): Feature[] {
  for (const statement of parseSync(file, text).program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    if (statement.declaration?.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declaration.declarations) {
      if (id.type === "Identifier" && id.name === "FEATURES" && init) return readFeatureList(init);
    }
  }
  return [];
}

function readFeatureList(expression: Expression): Feature[] {
  return readElements(unwrap(expression)).flatMap((element) => {
    if (element.type !== "ObjectExpression") return [];
    const name = readProperty(element, "name");
    const uses = readProperty(element, "uses");
    return [
      { name: name ? readString(name) : "", uses: uses ? readElements(uses).map(readString) : [] },
    ];
  });
}

function readProperty(object: ObjectExpression, key: string): Expression | undefined {
  for (const property of object.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    if (property.key.name === key) return unwrap(property.value);
  }
  return undefined;
}

function readElements(expression: Expression): Expression[] {
  if (expression.type !== "ArrayExpression") return [];
  return expression.elements.flatMap((element) =>
    element && element.type !== "SpreadElement" ? [unwrap(element)] : [],
  );
}

function readString(expression: Expression): string {
  return expression.type === "Literal" && typeof expression.value === "string"
    ? expression.value
    : "";
}

function unwrap(expression: Expression): Expression {
  return expression.type === "TSAsExpression" || expression.type === "TSSatisfiesExpression"
    ? unwrap(expression.expression)
    : expression;
}
