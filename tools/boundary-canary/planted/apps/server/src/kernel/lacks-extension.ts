// rejected by oxlint: import(extensions)
// rejected by tsc: TS2835
import { readClock } from "./clock";

export const now = readClock();
