// rejected by oxlint: eslint(no-restricted-globals)
export const width = globalThis.window.innerWidth;
