// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: package-undeclared
import { createOutbox } from "@parley/client/outbox";

export const outbox = createOutbox;
