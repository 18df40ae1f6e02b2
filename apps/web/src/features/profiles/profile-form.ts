import { Username, type Me } from "@parley/protocol/profiles";
import { faultsByField, hasCode } from "#kernel/api-error";
import { m } from "#messages";

/** The part of the profile that is written. */
export type ProfileFields = Pick<Me, "name" | "username" | "bio" | "place" | "timeZone">;

export type ProfileFaults = Partial<Record<keyof ProfileFields, string>>;

/** What is wrong with what was typed, before the server is asked. */
export function findFaults(draft: Partial<ProfileFields>): ProfileFaults {
  const faults: ProfileFaults = {};
  if (draft.name?.trim() === "") faults.name = m.profiles_name_missing();
  if (draft.username !== undefined && !Username.safeParse(draft.username).success)
    faults.username = m.profiles_username_rule();
  return faults;
}

/** What the server found wrong, by field. */
export function readFaults(error: unknown): ProfileFaults {
  if (hasCode(error, "USERNAME_TAKEN")) return { username: m.profiles_username_taken() };
  const { name, username, bio, place, timeZone } = faultsByField(error);
  return Object.fromEntries(
    Object.entries({ name, username, bio, place, timeZone }).flatMap(([path, fault]) =>
      fault ? [[path, fault.message]] : [],
    ),
  );
}

/** The fields of the draft that differ from what the account says. */
export function changesOf(
  draft: Partial<ProfileFields>,
  me: ProfileFields,
): Partial<ProfileFields> {
  return Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => me[field as keyof ProfileFields] !== value),
  );
}
