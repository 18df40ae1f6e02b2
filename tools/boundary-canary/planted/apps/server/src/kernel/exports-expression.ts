// rejected by oxlint: eslint(func-style)
export const expression = function (): string {
  return "not a declaration";
};
