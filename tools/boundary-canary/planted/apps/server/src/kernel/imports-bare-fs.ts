// rejected by oxlint: unicorn(prefer-node-protocol)
// rejected by composition: package-undeclared
import { readFileSync } from "fs";

export const read = readFileSync;
