// rejected by oxlint: eslint(no-throw-literal)
export function fail(): never {
  throw "no stack";
}
