/** One measured number. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** The value should be at most this; null where there is nothing to reach. */
  goal: number | null;
  /** How it was measured, in a few words. */
  how: string;
}

/** Measures one thing from nothing to nothing left running. */
export type Bench = (options: BenchOptions) => Promise<Figure[]>;

export interface BenchOptions {
  /** The first port that may be used. */
  port: number;
  /** Says how far it is. */
  tell(line: string): void;
  /** Where the server leaves a CPU profile; null measures without. */
  profileTo: string | null;
}

/** The value below which this share of the list lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
