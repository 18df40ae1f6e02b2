// rejected by oxlint: eslint(no-restricted-imports)
import { z } from "zod";

export const Name = z.string();
