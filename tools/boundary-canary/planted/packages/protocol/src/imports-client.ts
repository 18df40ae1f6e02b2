// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: path-leaves-workspace
import { client } from "../../client/src/allowed.ts";

export const taken = client;
