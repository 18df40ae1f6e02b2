// rejected by oxlint: typescript(no-explicit-any)
export function trust(value: any): string {
  return value.name;
}
