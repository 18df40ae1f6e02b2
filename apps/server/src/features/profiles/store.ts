import type { Settings, User } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Executor, Tx } from "#kernel/database";
import { presentOwnProfile, presentSettings, presentUser } from "./present.ts";
import type { OwnProfile, ProfileRow, SettingsRow } from "./present.ts";

const PROFILE = sql`p.user_id, p.username, p.name, p.avatar_url, p.bio, p.place, p.time_zone, p.onboarded, p.ver,
  ${languagesOf("speaks")} AS speaks, ${languagesOf("learns")} AS learns`;

function languagesOf(side: "speaks" | "learns"): SQL {
  return sql`coalesce((SELECT json_agg(json_build_object('code', l.code, 'level', l.level) ORDER BY l.position)
    FROM languages l WHERE l.user_id = p.user_id AND l.side = ${sql.raw(`'${side}'`)}), '[]')`;
}

const SETTINGS = sql`s.user_id, s.theme, s.language, s.sounds, s.shortcuts, s.receipts, s.typing,
  s.presence`;

/** These people as others see them, by id; whoever has no confirmed account is left out. */
export async function presentUsers(
  executor: Executor,
  ids: readonly string[],
): Promise<Map<string, User>> {
  if (ids.length === 0) return new Map();
  const rows = await executor.execute<ProfileRow>(
    sql`SELECT ${PROFILE} FROM profiles p WHERE p.user_id = ANY(${sql.param(ids)}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.user_id, presentUser(row)]));
}

/** One person, if `condition` on their id holds. */
export async function findVisibleUser(
  executor: Executor,
  userId: string,
  condition: SQL,
): Promise<User | null> {
  const [row] = await executor.execute<ProfileRow>(
    sql`SELECT ${PROFILE} FROM profiles p WHERE p.user_id = ${userId} AND ${condition}`,
  );
  return row ? presentUser(row) : null;
}

/** The settings of these people, by id. */
export async function settingsOf(
  executor: Executor,
  ids: readonly string[],
): Promise<Map<string, Settings>> {
  if (ids.length === 0) return new Map();
  const rows = await executor.execute<SettingsRow>(
    sql`SELECT ${SETTINGS} FROM settings s WHERE s.user_id = ANY(${sql.param(ids)}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.user_id, presentSettings(row)]));
}

export async function findOwnProfile(
  executor: Executor,
  userId: string,
): Promise<OwnProfile | null> {
  const [profile] = await executor.execute<ProfileRow>(
    sql`SELECT ${PROFILE} FROM profiles p WHERE p.user_id = ${userId}`,
  );
  const [settings] = await executor.execute<SettingsRow>(
    sql`SELECT ${SETTINGS} FROM settings s WHERE s.user_id = ${userId}`,
  );
  return profile && settings ? presentOwnProfile(profile, settings) : null;
}

/** Locks one's own profile and settings against a second change at the same time, then reads them. */
export async function lockOwnProfile(tx: Tx, userId: string): Promise<OwnProfile | null> {
  await tx.execute(sql`SELECT 1 FROM profiles WHERE user_id = ${userId} FOR UPDATE`);
  return findOwnProfile(tx, userId);
}

/**
 * Keeps these profiles from changing until the transaction ends, and answers which of them exist.
 * Who becomes part of a profile's audience takes this lock first: a change that is on its way is
 * then either seen by the newcomer or told to them.
 */
export async function lockProfiles(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ user_id: string }>(
    sql`SELECT user_id FROM profiles WHERE user_id = ANY(${sql.param(ids)}::uuid[])
        ORDER BY user_id FOR SHARE`,
  );
  return new Set(rows.map((row) => row.user_id));
}

/** False when the username is taken. Waits for a sign-up in flight that may have it. */
export async function insertProfile(
  tx: Tx,
  profile: { userId: string; username: string; name: string; search: string },
): Promise<boolean> {
  const rows = await tx.execute(
    sql`INSERT INTO profiles (user_id, username, name, search)
        VALUES (${profile.userId}, ${profile.username}, ${profile.name}, ${profile.search})
        ON CONFLICT (username) DO NOTHING RETURNING user_id`,
  );
  return rows.length === 1;
}

export async function insertSettings(tx: Tx, userId: string): Promise<void> {
  await tx.execute(sql`INSERT INTO settings (user_id) VALUES (${userId})`);
}

export async function saveProfile(tx: Tx, profile: OwnProfile, search: string): Promise<void> {
  await tx.execute(
    sql`UPDATE profiles SET username = ${profile.username}, name = ${profile.name}, search = ${search},
          bio = ${profile.bio}, place = ${profile.place}, time_zone = ${profile.timeZone},
          onboarded = ${profile.onboarded}, ver = ${profile.ver}
        WHERE user_id = ${profile.id}`,
  );
}

export async function saveLanguages(
  tx: Tx,
  { id, speaks, learns }: Pick<OwnProfile, "id" | "speaks" | "learns">,
): Promise<void> {
  const rows = [
    ...speaks.map((language, position) => ({ ...language, side: "speaks", position })),
    ...learns.map((language, position) => ({ ...language, side: "learns", position })),
  ];
  await tx.execute(sql`DELETE FROM languages WHERE user_id = ${id}`);
  if (rows.length === 0) return;
  await tx.execute(
    sql`INSERT INTO languages (user_id, code, side, level, position)
        SELECT ${id}::uuid, * FROM unnest(
          ${sql.param(rows.map(({ code }) => code))}::text[], ${sql.param(rows.map(({ side }) => side))}::text[],
          ${sql.param(rows.map(({ level }) => level))}::text[], ${sql.param(rows.map(({ position }) => position))}::integer[])`,
  );
}

export async function saveSettings(tx: Tx, userId: string, settings: Settings): Promise<void> {
  await tx.execute(
    sql`UPDATE settings SET theme = ${settings.theme}, language = ${settings.language},
          sounds = ${settings.sounds}, shortcuts = ${settings.shortcuts},
          receipts = ${settings.receipts}, typing = ${settings.typing},
          presence = ${settings.presence}
        WHERE user_id = ${userId}`,
  );
}
