import { clearMissed } from "./store.ts";
import type { CallsDeps } from "./types.ts";

/** The person has looked at their missed calls. */
export async function markSeen(
  { transact }: Pick<CallsDeps, "transact">,
  userId: string,
): Promise<void> {
  await transact(async (unit) => {
    if (await clearMissed(unit.tx, userId)) unit.touch({ userId, kind: "calls", id: userId });
  });
}
