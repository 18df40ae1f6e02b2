// rejected by oxlint: eslint(no-alert)
export function shout(): void {
  alert("stop everything");
}
