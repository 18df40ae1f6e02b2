// rejected by oxlint: eslint(no-warning-comments)
// TODO: finish this
export const unfinished = "left for later";
