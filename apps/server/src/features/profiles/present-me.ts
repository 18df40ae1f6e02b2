import type { Executor } from "#kernel/database";
import { notFound } from "#kernel/errors";
import type { OwnProfile } from "./present.ts";
import { findOwnProfile } from "./store.ts";

/** A person's own profile and settings; throws NOT_FOUND for whoever has none. */
export async function presentMe(executor: Executor, userId: string): Promise<OwnProfile> {
  const profile = await findOwnProfile(executor, userId);
  if (!profile) throw notFound();
  return profile;
}
