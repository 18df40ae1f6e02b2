// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: package-undeclared
import { FEATURES } from "@parley/server/app";

export const features = FEATURES;
