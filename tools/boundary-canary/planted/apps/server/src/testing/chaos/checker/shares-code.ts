// rejected by oxlint: eslint(no-restricted-imports)
import { readClock } from "#kernel/clock";

export const judgedAt = readClock();
