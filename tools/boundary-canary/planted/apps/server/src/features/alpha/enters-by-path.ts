// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: path-leaves-feature
import { readRow } from "../beta/store.ts";

export const row = readRow("1");
