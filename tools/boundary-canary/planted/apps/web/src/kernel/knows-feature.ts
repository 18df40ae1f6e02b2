// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: kernel-imports-feature
import { alpha } from "#features/alpha";

export const known = alpha;
