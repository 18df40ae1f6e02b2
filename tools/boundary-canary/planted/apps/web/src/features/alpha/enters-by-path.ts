// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: path-leaves-feature
import { theme } from "../../kernel/theme.ts";

export const taken = theme;
