export type Row = { id: string };

export function readRow(id: string): Row {
  return { id };
}
