// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: path-leaves-feature
import type { Row } from "../beta/store.ts";

export type Copy = Row & { copied: true };
