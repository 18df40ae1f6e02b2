import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { listFiles, readText } from "./lib/files.ts";
import { runGate, type Finding, type GateResult } from "./lib/gate.ts";

const roots = ["apps", "packages", "tools", "e2e", "docs"];

/** Links between documents, and the paths they name in `code`, exist. */
function checkLinks(root: string): GateResult {
  const documents = listFiles(root, ["*.md", "docs/**/*.md", "{apps,packages,tools}/*/*.md"]);
  return {
    findings: [
      ...findDifferentTestLine(root),
      ...documents.flatMap((file) => {
        const text = readText(root, file).replaceAll(/^```[^]*?^```/gm, "");
        return [...findBrokenLinks(root, file, text), ...findMissingPaths(root, file, text)];
      }),
    ],
    read: { count: documents.length, what: "documents" },
  };
}

/** What the README tells people to type is what runs for every change. */
function findDifferentTestLine(root: string): Finding[] {
  if (!existsSync(join(root, "README.md"))) return [];
  const readme = readText(root, "README.md");
  const line = /^## Test\n+```\w*\n(?<line>[^\n]+)\n```/m.exec(readme)?.groups?.line;
  const run = existsSync(join(root, ".ci/run")) ? readText(root, ".ci/run") : "";
  if (line && run.split("\n").includes(line)) return [];
  const message = `.ci/run does not run the README's test line: ${line ?? "it has none"}`;
  return [{ file: "README.md", rule: "test-line-differs", message }];
}

function findBrokenLinks(root: string, file: string, text: string): Finding[] {
  const links = [...text.matchAll(/\]\((?<target>[^)\s]+)[^)]*\)/g)];
  return links.flatMap(({ groups }) => {
    const target = groups?.target ?? "";
    if (/^[a-z]+:/.test(target)) return [];
    const [path = "", anchor] = target.split("#");
    const linked = path === "" ? file : normalize(join(dirname(file), decodeURI(path)));
    if (!existsSync(join(root, linked))) {
      return [{ file, rule: "link-broken", message: `${target} leads to no file` }];
    }
    if (anchor && linked.endsWith(".md") && !listAnchors(readText(root, linked)).has(anchor)) {
      return [{ file, rule: "anchor-missing", message: `${target} names no heading` }];
    }
    return [];
  });
}

/** `apps/server/src/main.ts` in a document is a promise; patterns, and names it says it invents, are not. */
function findMissingPaths(root: string, file: string, text: string): Finding[] {
  const invented = /<!-- invented names?: (?<names>[\w, -]+) -->/.exec(text)?.groups?.names ?? "";
  const isInvented = (path: string): boolean =>
    invented.split(", ").some((name) => name !== "" && path.includes(name));
  const named = [...text.matchAll(/`(?<path>[\w.@-]+(?:\/[\w.@-]+)+\/?)`/g)];
  return named.flatMap(({ groups }) => {
    const path = groups?.path ?? "";
    const [first = ""] = path.split("/");
    if (!roots.includes(first) || existsSync(join(root, path)) || isInvented(path)) return [];
    return [{ file, rule: "path-missing", message: `\`${path}\` does not exist` }];
  });
}

/** Headings as GitHub turns them into anchors. */
function listAnchors(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6}\s+(?<heading>.+)$/gm)];
  return new Set(
    headings.map(({ groups }) =>
      (groups?.heading ?? "")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replaceAll(/\s/g, "-"),
    ),
  );
}

await runGate("links", checkLinks);
