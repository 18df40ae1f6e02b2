// rejected by oxlint: typescript(consistent-type-imports)
// rejected by tsc: TS1484
import { Row } from "./row.ts";

export const row: Row = { id: "1" };
