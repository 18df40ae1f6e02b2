// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: path-leaves-feature
export async function readLate(): Promise<string> {
  const { readRow } = await import("../beta/store.ts");
  return readRow("1").id;
}
