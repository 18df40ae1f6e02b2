// rejected by oxlint: eslint(prefer-const)
export function count(): number {
  let one = 1;
  return one;
}
