import { parseSync, type BindingPattern, type Statement } from "oxc-parser";
import { listSources, readText } from "./lib/files.ts";
import { runGate, type Finding, type GateResult } from "./lib/gate.ts";

/** Style 14 and the honesty of the other gates: what the linter has no rule for. */
function checkStyle(root: string): GateResult {
  const files = listSources(root);
  return {
    findings: files.flatMap((file) => {
      const text = readText(root, file);
      return [...findSwitchedOff(file, text), ...findArrows(file, text)];
    }),
    read: { count: files.length, what: "source files" },
  };
}

/** A rule that does not fit is discussed and changed for all, never switched off in one place. */
function findSwitchedOff(file: string, text: string): Finding[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      /(?:\/\/|\/\*)\s*(?:oxlint|eslint)-disable/.test(line)
        ? [{ file, rule: "lint-switched-off", message: `line ${index + 1}: ${line.trim()}` }]
        : [],
    );
}

/**
 * A function of a module is declared. Arrows are for arguments, for what lives inside a function and
 * for constants whose type says which function they are.
 */
function findArrows(file: string, text: string): Finding[] {
  return parseSync(file, text).program.body.flatMap((statement) =>
    listConstants(statement)
      .filter(({ isArrow }) => isArrow)
      .map(({ name }) => ({
        file,
        rule: "arrow-at-top",
        message: `${name} is a function of the module: declare it`,
      })),
  );
}

function listConstants(statement: Statement): { name: string; isArrow: boolean }[] {
  const declaration =
    statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  if (declaration?.type !== "VariableDeclaration") return [];
  return declaration.declarations.map(({ id, init }) => ({
    name: id.type === "Identifier" ? id.name : "it",
    isArrow: init?.type === "ArrowFunctionExpression" && !isTyped(id),
  }));
}

function isTyped(id: BindingPattern): boolean {
  return "typeAnnotation" in id && Boolean(id.typeAnnotation);
}

await runGate("style", checkStyle);
