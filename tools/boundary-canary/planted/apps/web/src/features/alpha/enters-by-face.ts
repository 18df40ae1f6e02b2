// rejected by oxlint: eslint(no-restricted-imports)
import { store } from "#features/beta/store";

export const taken = store;
