import type { UpdateMe } from "@parley/protocol/profiles";
import type { Executor } from "#kernel/database";
import { AppError, notFound } from "#kernel/errors";
import { violatedConstraint } from "#kernel/unit-of-work";
import type { Transact, Unit } from "#kernel/unit-of-work";
import { foldForSearch } from "./fold.ts";
import { planUpdate } from "./policy.ts";
import { lockOwnProfile, saveLanguages, saveProfile, saveSettings } from "./store.ts";

export interface UpdateMeDeps {
  transact: Transact;
  /** Who holds this person's profile among their own rows: friends and partners. */
  audienceOf: (executor: Executor, userId: string) => Promise<readonly string[]>;
  /** Requests that wait for an answer; their rows show both people. */
  openRequestsOf: (
    executor: Executor,
    userId: string,
  ) => Promise<readonly { id: string; userIds: readonly string[] }[]>;
  /** Conversations show or hide receipts from now on. */
  receiptsVisibilityChanged: (unit: Unit, userId: string) => Promise<void>;
  /** Told after commit. */
  settingsChanged: (userId: string) => void;
}

/** Changes any part of one's own profile and settings; what stays the same tells nobody. */
export async function updateMe(deps: UpdateMeDeps, userId: string, patch: UpdateMe): Promise<void> {
  try {
    await deps.transact((unit) => applyUpdate(deps, unit, { userId, patch }));
  } catch (error) {
    if (violatedConstraint(error) !== "profiles_username_key") throw error;
    throw new AppError("USERNAME_TAKEN");
  }
}

async function applyUpdate(
  deps: UpdateMeDeps,
  unit: Unit,
  { userId, patch }: { userId: string; patch: UpdateMe },
): Promise<void> {
  const current = await lockOwnProfile(unit.tx, userId);
  if (!current) throw notFound();
  const plan = planUpdate(current, patch);
  if (plan.hasNewProfile || plan.hasNewOnboarded) {
    await saveProfile(unit.tx, plan.next, foldForSearch(plan.next));
    unit.touch({ userId, kind: "user", id: userId });
  }
  if (plan.hasNewLanguages) await saveLanguages(unit.tx, plan.next);
  if (plan.hasNewProfile) await tellAudience(deps, unit, userId);
  if (!plan.hasNewSettings) return;
  await saveSettings(unit.tx, userId, plan.next.settings);
  unit.touch({ userId, kind: "settings", id: userId });
  if (plan.hasNewReceipts) await deps.receiptsVisibilityChanged(unit, userId);
  unit.afterCommit(() => deps.settingsChanged(userId));
}

async function tellAudience(deps: UpdateMeDeps, unit: Unit, userId: string): Promise<void> {
  for (const viewerId of await deps.audienceOf(unit.tx, userId)) {
    unit.touch({ userId: viewerId, kind: "user", id: userId });
  }
  for (const request of await deps.openRequestsOf(unit.tx, userId)) {
    for (const sideId of request.userIds) {
      unit.touch({ userId: sideId, kind: "request", id: request.id });
    }
  }
}
