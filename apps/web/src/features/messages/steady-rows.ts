import { createSource, type Observable } from "@parley/client/observable";

/** What the virtual list is given: it keeps sizes by index, so one step may change one end only. */
export type Shown<Row> = {
  rows: readonly Row[];
  /** Rows came or went at the start: the place is kept from the end. */
  shift: boolean;
  /** Rises when nothing of the old stretch is left: sizes and place are then forgotten. */
  generation: number;
};

export type SteadyRows<Row> = Observable<Shown<Row>> & {
  /** Takes the next step; call it after each commit until `rows` is `target`. */
  follow: (target: readonly Row[]) => void;
};

/** Follows a list in steps that the virtual list can keep its place over. */
export function createSteadyRows<Row extends { id: string }>(
  first: readonly Row[],
): SteadyRows<Row> {
  const source = createSource<Shown<Row>>({ rows: first, shift: false, generation: 0 });
  return {
    get: source.get,
    subscribe: source.subscribe,
    follow(target) {
      const shown = source.get();
      if (shown.rows !== target) source.set(stepTowards(shown, target));
    },
  };
}

/** The next step from what is shown towards `target`. */
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
