import type { Product } from "./product.ts";

/**
 * Ports 4300 to 4349 belong to these tests, the first to the shared product; `PARLEY_E2E_PORT` moves
 * them, so that two checkouts can be tested side by side.
 */
export const sharedPort = Number(process.env["PARLEY_E2E_PORT"] ?? 4300);

export type Place = Pick<Product, "url" | "dataDir">;

/** Workers are processes of their own; they inherit what is written here. */
export function shareProduct({ url, dataDir }: Place): void {
  process.env["PARLEY_E2E_URL"] = url;
  process.env["PARLEY_E2E_DATA"] = dataDir;
}

/** Whoever writes a test may leave a product running, with `LIMITS=off`, and name it in these variables. */
export function isProductGiven(): boolean {
  return process.env["PARLEY_E2E_URL"] !== undefined;
}

export function findSharedProduct(): Place {
  const { PARLEY_E2E_URL: url, PARLEY_E2E_DATA: dataDir } = process.env;
  if (!url || !dataDir) throw new Error("The product of the run was not started.");
  return { url, dataDir };
}

/** A port for a product that a test starts for itself. */
export function portFor(parallelIndex: number): number {
  return sharedPort + 1 + parallelIndex;
}

/** The first of the two ports of a relay that a test starts for itself. */
export function relayPortFor(parallelIndex: number): number {
  return sharedPort + 20 + 2 * parallelIndex;
}
