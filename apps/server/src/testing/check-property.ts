import * as fc from "fast-check";

/** Runs a property; the answer is empty when it holds, else the seed, the counterexample and why. */
export async function checkProperty<T extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<T>,
  numRuns: number,
): Promise<string> {
  const runs = Number(process.env["PARLEY_MODEL_RUNS"] ?? numRuns);
  const seed = process.env["PARLEY_MODEL_SEED"];
  const details = await fc.check(property, {
    numRuns: runs,
    ...(seed && { seed: Number(seed) }),
    path: process.env["PARLEY_MODEL_PATH"] ?? "",
    endOnFailure: true,
  });
  if (!details.failed) return "";
  const reason = details.errorInstance instanceof Error ? details.errorInstance.message : "";
  return `${fc.defaultReportMessage(details)}\n${reason}`;
}
