// rejected by oxlint: typescript(no-require-imports)
// rejected by tsc: TS1294
import fs = require("node:fs");

export const read = fs;
