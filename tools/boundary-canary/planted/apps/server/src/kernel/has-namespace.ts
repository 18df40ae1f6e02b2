// rejected by oxlint: typescript(no-namespace)
// rejected by tsc: TS1294
export namespace Old {
  export const style = "not erasable";
}
