import { randomInt } from "node:crypto";
import type { Unit } from "#kernel/unit-of-work";
import { foldForSearch } from "./fold.ts";
import { insertProfile, insertSettings } from "./store.ts";
import { usernameBase, usernameCandidate } from "./username.ts";
import type { RandomBelow } from "./username.ts";

/** With six digits to choose from, so many misses in a row mean something else is wrong. */
const MOST_ATTEMPTS = 50;

/** Gives a person who was just confirmed their profile, with a username made from the name. */
export async function createProfile(
  unit: Unit,
  { userId, name }: { userId: string; name: string },
  random: RandomBelow = randomInt,
): Promise<void> {
  const base = usernameBase(name);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const username = usernameCandidate(base, attempt, random);
    const search = foldForSearch({ name, username });
    if (!(await insertProfile(unit.tx, { userId, username, name, search }))) continue;
    await insertSettings(unit.tx, userId);
    unit.touch({ userId, kind: "user", id: userId });
    unit.touch({ userId, kind: "settings", id: userId });
    return;
  }
  throw new Error("No free username was found.");
}
