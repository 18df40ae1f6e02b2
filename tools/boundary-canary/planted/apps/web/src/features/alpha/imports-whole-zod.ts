// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: package-undeclared
import { z } from "zod";

export const Name = z.string();
