import { mkdirSync, writeFileSync } from "node:fs";
import { isProductGiven, sharedPort, shareProduct } from "./harness/shared.ts";
import { startProduct } from "./harness/product.ts";

/**
 * One product serves the whole run; a test that stops or breaks it starts one of its own.
 * What it printed is kept beside the failures.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (isProductGiven()) return undefined;
  const product = await startProduct({ port: sharedPort });
  shareProduct(product);
  return async () => {
    await product.stop();
    mkdirSync("test-results", { recursive: true });
    writeFileSync("test-results/product.log", product.readOutput());
    product.removeData();
  };
}
