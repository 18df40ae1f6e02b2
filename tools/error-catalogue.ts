import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readText } from "./lib/files.ts";
import { runGate, type Finding, type GateResult } from "./lib/gate.ts";

const catalogueFile = "packages/protocol/src/errors.ts";
const documentFile = "docs/protocol/v1.md";

type Entry = { code: string; status: number; title: string };

/** The rows `| `CODE` | 404 | Sentence. |` of the document, wherever they stand. */
function readDocumented(text: string): Entry[] {
  const row =
    /^\|\s*`(?<code>[A-Z][A-Z_]+)`\s*\|\s*(?<status>\d{3})\s*\|\s*(?<title>[^|]*?)\s*\|/gm;
  return [...text.matchAll(row)].map(({ groups }) => ({
    code: groups?.code ?? "",
    status: Number(groups?.status),
    title: groups?.title ?? "",
  }));
}

async function readCatalogue(root: string): Promise<Entry[]> {
  if (!existsSync(join(root, catalogueFile))) return [];
  const module: { ERRORS: Record<string, { status: number; title: string }> } = await import(
    pathToFileURL(join(root, catalogueFile)).href
  );
  return Object.entries(module.ERRORS).map(([code, entry]) => ({ code, ...entry }));
}

function compare(catalogue: Entry[], documented: Entry[]): Finding[] {
  const findings: Finding[] = [];
  const rows = new Map(documented.map((entry) => [entry.code, entry]));
  if (rows.size !== documented.length) {
    findings.push({ file: documentFile, rule: "error-doubled", message: "a code has two rows" });
  }
  for (const entry of catalogue) {
    const row = rows.get(entry.code);
    const expected = formatRow(entry);
    if (!row) {
      findings.push({
        file: documentFile,
        rule: "error-undocumented",
        message: `lacks ${expected}`,
      });
    } else if (formatRow(row) !== expected) {
      const message = `has ${formatRow(row)}, the catalogue ${expected}`;
      findings.push({ file: documentFile, rule: "error-differs", message });
    }
  }
  const known = new Set(catalogue.map(({ code }) => code));
  for (const { code } of documented) {
    if (known.has(code)) continue;
    findings.push({
      file: documentFile,
      rule: "error-unknown",
      message: `${code} is not in the catalogue`,
    });
  }
  return findings;
}

function formatRow({ code, status, title }: Entry): string {
  return `| \`${code}\` | ${status} | ${title} |`;
}

await runGate("errors", async (root): Promise<GateResult> => {
  const catalogue = await readCatalogue(root);
  const text = existsSync(join(root, documentFile)) ? readText(root, documentFile) : "";
  return {
    findings: compare(catalogue, readDocumented(text)),
    read: { count: catalogue.length, what: "error codes" },
  };
});
