// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: package-undeclared
import { startApp } from "@parley/web";

export const app = startApp;
