/** What the virtual list is given: it keeps sizes by index, so one step may change one end only. */
export type Shown<Row> = {
  rows: readonly Row[];
  /** Rows came or went at the start: the place is kept from the end. */
  shift: boolean;
  /** Rises when nothing of the old stretch is left: sizes and place are then forgotten. */
  generation: number;
};

/** The next step from what is shown towards `target`; repeat it until `rows` is `target`. */
export function stepTowards<Row extends { id: string }>(
  shown: Shown<Row>,
  target: readonly Row[],
): Shown<Row> {
  const { generation } = shown;
  if (shown.rows.length === 0) return { rows: target, shift: false, generation };
  const places = new Map(target.map((row, index) => [row.id, index]));
  const firstKept = shown.rows.findIndex((row) => places.has(row.id));
  if (firstKept === -1) return { rows: target, shift: false, generation: generation + 1 };
  const lastKept = shown.rows.findLastIndex((row) => places.has(row.id));
  const place = places.get(shown.rows[firstKept]?.id ?? "") ?? 0;
  const lastPlace = places.get(shown.rows[lastKept]?.id ?? "") ?? target.length - 1;
  const changesStart = firstKept !== 0 || place !== 0;
  const changesEnd = lastKept !== shown.rows.length - 1 || lastPlace !== target.length - 1;
  if (changesStart && changesEnd) {
    const rows = [...target.slice(0, lastPlace + 1), ...shown.rows.slice(lastKept + 1)];
    return { rows, shift: true, generation };
  }
  return { rows: target, shift: changesStart, generation };
}
