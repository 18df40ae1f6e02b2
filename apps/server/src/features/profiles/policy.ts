import type { Settings, UpdateMe } from "@parley/protocol/profiles";
import { invalid } from "#kernel/errors";
import type { OwnProfile } from "./present.ts";

/** What a change amounts to once it is laid over what is stored. */
export interface ProfileUpdate {
  next: OwnProfile;
  /** Something that others see is different. */
  hasNewProfile: boolean;
  hasNewLanguages: boolean;
  hasNewOnboarded: boolean;
  hasNewSettings: boolean;
  hasNewReceipts: boolean;
}

const TEXT_FIELDS = ["name", "username", "bio", "place", "timeZone"] as const;

/** Lays `patch` over `current`; throws VALIDATION for what the two together must not be. */
export function planUpdate(current: OwnProfile, patch: UpdateMe): ProfileUpdate {
  const { settings: patchedSettings, ...patchedProfile } = patch;
  const next: OwnProfile = {
    ...current,
    ...withoutUndefined(patchedProfile),
    settings: { ...current.settings, ...withoutUndefined(patchedSettings ?? {}) },
  };
  checkLanguages(next, patch);
  const hasNewLanguages =
    !isSame(current.speaks, next.speaks) || !isSame(current.learns, next.learns);
  const hasNewProfile =
    hasNewLanguages || TEXT_FIELDS.some((field) => current[field] !== next[field]);
  if (hasNewProfile) next.ver = current.ver + 1;
  return {
    next,
    hasNewProfile,
    hasNewLanguages,
    hasNewOnboarded: current.onboarded !== next.onboarded,
    hasNewSettings: !isSame(ordered(current.settings), ordered(next.settings)),
    hasNewReceipts: current.settings.receipts !== next.settings.receipts,
  };
}

function checkLanguages({ speaks, learns, onboarded }: OwnProfile, patch: UpdateMe): void {
  const spoken = new Set(speaks.map(({ code }) => code));
  if (learns.some(({ code }) => spoken.has(code))) {
    const path = patch.learns ? "learns" : "speaks";
    throw invalid(path, "A language is either one you speak or one you learn.");
  }
  if (!onboarded) return;
  if (speaks.length === 0) throw invalid("speaks", "Name at least one language you speak.");
  if (learns.length === 0) throw invalid("learns", "Name at least one language you learn.");
}

/** The profile's own languages and settings are plain data in a fixed order of fields. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function ordered(settings: Settings): unknown[] {
  const { theme, language, sounds, shortcuts, receipts, typing, presence } = settings;
  return [theme, language, sounds, shortcuts, receipts, typing, presence];
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(patch: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
