import { readClock } from "#kernel/clock";
import { nameAlpha } from "./index.ts";

export const allowed = [nameAlpha(), readClock()];
