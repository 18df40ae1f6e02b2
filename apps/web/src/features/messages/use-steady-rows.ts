import { useLayoutEffect, useState } from "react";
import { stepTowards, type Shown } from "./steady-rows.ts";

/** Follows `target` in steps that the virtual list can keep its place over, all before the next paint. */
export function useSteadyRows<Row extends { id: string }>(target: readonly Row[]): Shown<Row> {
  const [shown, setShown] = useState<Shown<Row>>({ rows: target, shift: false, generation: 0 });
  useLayoutEffect(() => {
    if (shown.rows !== target) setShown(stepTowards(shown, target));
  }, [shown, target]);
  return shown;
}
