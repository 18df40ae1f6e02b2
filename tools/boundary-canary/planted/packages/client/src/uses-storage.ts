// rejected by oxlint: eslint(no-restricted-globals)
export const draft = localStorage.getItem("draft");
