// rejected by tsc: TS1294
export enum Colour {
  Teal,
  Saffron,
}
