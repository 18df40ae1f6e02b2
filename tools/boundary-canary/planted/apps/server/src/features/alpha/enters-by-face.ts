// rejected by oxlint: eslint(no-restricted-imports)
// rejected by tsc: TS2307
import { readRow } from "#features/beta/store";

export const row = readRow("1");
