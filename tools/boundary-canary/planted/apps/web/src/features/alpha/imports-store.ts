// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: package-undeclared
import { openDB } from "idb";

export const open = openDB;
