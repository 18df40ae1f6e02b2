// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: kernel-imports-feature
import { gamma } from "#features/gamma";

export const known = gamma;
