// rejected by oxlint: eslint(no-var)
export var variable = "of another age";
