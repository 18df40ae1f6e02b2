import type { AccountsDeps } from "./deps.ts";
import { deleteOldChallenges } from "./challenge-store.ts";
import type { Revocations } from "./revocations.ts";
import { deleteOldSessions } from "./session-store.ts";
import { deleteOldTokens } from "./token-store.ts";

const PRUNE_EVERY_MS = 60_000;
const DELETE_EVERY_MS = 600_000;
const DAY_MS = 86_400_000;
/** Until then a cookie that comes back is told why it no longer works. */
const ENDED_KEPT_MS = 30 * DAY_MS;

/** Removes what has had its time: pending passwords first of all. */
export function startHousekeeping(
  deps: Pick<AccountsDeps, "db" | "clock" | "log">,
  revocations: Revocations,
): { stop(): void } {
  const prune = setInterval(() => revocations.prune(), PRUNE_EVERY_MS);
  const remove = setInterval(() => {
    deleteOld(deps).catch((error: unknown) =>
      deps.log.warn({ err: error }, "old sessions and codes could not be removed"),
    );
  }, DELETE_EVERY_MS);
  prune.unref();
  remove.unref();
  return {
    stop() {
      clearInterval(prune);
      clearInterval(remove);
    },
  };
}

export async function deleteOld({ db, clock }: Pick<AccountsDeps, "db" | "clock">): Promise<void> {
  const now = clock.now().getTime();
  await deleteOldChallenges(db, new Date(now - DAY_MS));
  await deleteOldSessions(db, new Date(now - ENDED_KEPT_MS));
  await deleteOldTokens(db, new Date(now - ENDED_KEPT_MS));
}
