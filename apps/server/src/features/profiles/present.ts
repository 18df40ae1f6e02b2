import type { Me, Settings, User } from "@parley/protocol/profiles";

/** The profile as the database holds it; languages in the order in which the person put them. */
export interface ProfileRow extends Record<string, unknown> {
  user_id: string;
  username: string;
  name: string;
  avatar_url: string | null;
  bio: string;
  place: string;
  time_zone: string | null;
  onboarded: boolean;
  ver: number;
  speaks: User["speaks"];
  learns: User["learns"];
}

export interface SettingsRow extends Settings, Record<string, unknown> {
  user_id: string;
}

/** What a person's own page shows of the profile; the account adds address and role. */
export type OwnProfile = Omit<Me, "email" | "role">;

export function presentUser(row: ProfileRow): User {
  return {
    id: row.user_id,
    username: row.username,
    name: row.name,
    avatarUrl: row.avatar_url,
    bio: row.bio,
    place: row.place,
    timeZone: row.time_zone,
    speaks: row.speaks,
    learns: row.learns,
    ver: row.ver,
  };
}

export function presentSettings(row: SettingsRow): Settings {
  const { theme, language, sounds, shortcuts, receipts, typing, presence } = row;
  return { theme, language, sounds, shortcuts, receipts, typing, presence };
}

export function presentOwnProfile(profile: ProfileRow, settings: SettingsRow): OwnProfile {
  return {
    ...presentUser(profile),
    onboarded: profile.onboarded,
    settings: presentSettings(settings),
  };
}
