// rejected by oxlint: typescript(parameter-properties)
// rejected by tsc: TS1294
export class Holder {
  constructor(readonly held: string) {}
}
