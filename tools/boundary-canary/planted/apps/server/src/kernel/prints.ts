// rejected by oxlint: eslint(no-console)
export function print(): void {
  console.log("past the log");
}
