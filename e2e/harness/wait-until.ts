import { setTimeout as pause } from "node:timers/promises";

/** Asks until the answer is yes; `what` finishes the sentence "waited in vain until …". */
export async function waitUntil(
  what: string,
  limit: number,
  ask: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = performance.now() + limit;
  while (!(await ask())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await pause(50);
  }
}
