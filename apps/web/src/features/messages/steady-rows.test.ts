import { describe, expect, test } from "vitest";
import { createSteadyRows, stepTowards, type Shown } from "./steady-rows.ts";

type Row = { id: string };

function rowsOf(text: string): Row[] {
  return Array.from(text, (id) => ({ id }));
}

function walk(from: string, to: string): string[] {
  const target = rowsOf(to);
  const steady = createSteadyRows(rowsOf(from));
  const steps: string[] = [];
  while (steady.get().rows !== target && steps.length < 5) {
    steady.follow(target);
    const { rows, shift, generation } = steady.get();
    steps.push(
      `${rows.map((row) => row.id).join("")}${shift ? " shift" : ""}${generation > 0 ? " new" : ""}`,
    );
  }
  return steps;
}

describe("stepTowards", () => {
  test.each([
    ["abc", "abcd", ["abcd"]],
    ["abc", "xyabc", ["xyabc shift"]],
    ["abc", "bc", ["bc shift"]],
    ["abc", "ab", ["ab"]],
    ["abc", "abc", ["abc"]],
    ["abcd", "xyab", ["xyabcd shift", "xyab"]],
    ["abcd", "cdxy", ["cd shift", "cdxy"]],
    ["abc", "xyz", ["xyz new"]],
    ["", "abc", ["abc"]],
  ])("from %j to %j", (from, to, steps) => {
    expect(walk(from, to)).toEqual(steps);
  });

  test("each step changes one end alone", () => {
    const shown: Shown<Row> = { rows: rowsOf("abcdef"), shift: false, generation: 0 };
    const step = stepTowards(shown, rowsOf("uvabcd"));
    expect(
      step.rows
        .slice(-6)
        .map((row) => row.id)
        .join(""),
    ).toBe("abcdef");
  });
});
