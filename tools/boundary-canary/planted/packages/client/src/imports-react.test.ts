// rejected by oxlint: eslint(no-restricted-imports)
// rejected by composition: package-undeclared
import { useState } from "react";

export const hook = useState;
