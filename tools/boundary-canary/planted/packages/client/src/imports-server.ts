// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: path-leaves-workspace
import { readClock } from "../../../apps/server/src/kernel/clock.ts";

export const now = readClock();
