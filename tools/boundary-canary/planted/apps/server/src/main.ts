// rejected by composition: path-enters-feature
import { readRow } from "./features/beta/store.ts";

export const row = readRow("1");
