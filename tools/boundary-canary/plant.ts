import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const configurations = [
  ".oxlintrc.json",
  ".oxfmtrc.json",
  "knip.json",
  "package.json",
  "tsconfig.base.json",
  "apps/*/tsconfig.json",
  "packages/*/tsconfig.json",
];

/** A scratch copy of the planted files among the project's real configuration. */
export function plantTree(root: string): string {
  const outer = makeFolder();
  const tree = join(outer, "house");
  cpSync(join(root, "tools/boundary-canary/planted"), tree, { recursive: true });
  for (const file of globSync(configurations, { cwd: root })) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(join(root, file), join(tree, file));
  }
  for (const file of globSync("{apps,packages}/*/package.json", { cwd: tree })) {
    writeManifest(root, tree, file);
  }
  symlinkSync(join(root, "node_modules"), join(outer, "node_modules"));
  writeLongFiles(tree);
  return tree;
}

/** A tree of nothing but files that are too long on the whole, or of no files at all. */
export function plantLongTree(count: number): string {
  const tree = makeFolder();
  mkdirSync(join(tree, "tools"));
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(tree, `tools/long-${index}.ts`), makeLines(300));
  }
  return tree;
}

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), "parley-canary-"));
}

/** Faces and exports are the real ones, so that the real doors are tried; dependencies are planted. */
function writeManifest(root: string, tree: string, file: string): void {
  const real: object = JSON.parse(readFileSync(join(root, file), "utf8"));
  const planted: object = JSON.parse(readFileSync(join(tree, file), "utf8"));
  const merged = { ...real, devDependencies: {}, ...planted };
  writeFileSync(join(tree, file), JSON.stringify(merged, null, 2));
}

function writeLongFiles(tree: string): void {
  const folder = join(tree, "apps/server/src/kernel");
  writeFileSync(
    join(folder, "is-long.ts"),
    `// rejected by oxlint: eslint(max-lines)\n// rejected by sizes: file-size\n${makeLines(399)}`,
  );
  writeFileSync(
    join(folder, "is-long.test.ts"),
    `// rejected by oxlint: eslint(max-lines)\n// rejected by sizes: file-size\n${makeLines(599)}`,
  );
  writeFileSync(join(folder, "is-usual.test.ts"), makeLines(500));
  const body = Array.from({ length: 60 }, (_, index) => `  sum += ${index};\n`).join("");
  writeFileSync(
    join(folder, "has-long-function.ts"),
    `// rejected by oxlint: eslint(max-lines-per-function)\nexport function addUp(): number {\n  let sum = 0;\n${body}  return sum;\n}\n`,
  );
  const paragraphs = "      <p>One of a hundred.</p>\n".repeat(100);
  writeFileSync(
    join(tree, "apps/web/src/ui/Usual.tsx"),
    `export function Usual() {\n  return (\n    <div>\n${paragraphs}    </div>\n  );\n}\n`,
  );
}

function makeLines(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `export const line${index} = ${index};\n`,
  ).join("");
}
