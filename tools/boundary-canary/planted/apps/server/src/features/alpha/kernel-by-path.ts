// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: path-leaves-feature
import { readClock } from "../../kernel/clock.ts";

export const now = readClock();
