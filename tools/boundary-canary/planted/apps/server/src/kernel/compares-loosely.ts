// rejected by oxlint: eslint(eqeqeq)
export function isOne(value: unknown): boolean {
  return value == 1;
}
