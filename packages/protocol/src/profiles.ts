import * as z from "zod/mini";
import { Counter, Id, LanguageTag, PageQuery, canonicalLanguage, pageOf } from "./common.ts";
import { trimmedText } from "./text.ts";

/** Levels of the Common European Framework, low to high. */
export const CEFR_LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"] as const;
export const CefrLevel = z.enum(CEFR_LEVELS, "The level is one of A1, A2, B1, B2, C1, C2.");
export type CefrLevel = z.infer<typeof CefrLevel>;

export const SpokenLevel = z.enum(
  [...CEFR_LEVELS, "native"],
  "The level is one of A1, A2, B1, B2, C1, C2 or native.",
);
export type SpokenLevel = z.infer<typeof SpokenLevel>;

const CanonicalCode = z.pipe(
  LanguageTag,
  z.transform((value: string) => canonicalLanguage(value) ?? value),
);

export const SpokenLanguage = z.object({ code: CanonicalCode, level: SpokenLevel });
export type SpokenLanguage = z.infer<typeof SpokenLanguage>;
export const LearnedLanguage = z.object({ code: CanonicalCode, level: CefrLevel });
export type LearnedLanguage = z.infer<typeof LearnedLanguage>;

/** A person as others see them. `ver` is the profile's own counter: merge wherever a higher one appears. */
export const User = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  avatarUrl: z.nullable(z.string()),
  bio: z.string(),
  place: z.string(),
  timeZone: z.nullable(z.string()),
  speaks: z.array(SpokenLanguage),
  learns: z.array(LearnedLanguage),
  ver: Counter,
});
export type User = z.infer<typeof User>;

export const UserAnswer = z.object({ user: User });
export type UserAnswer = z.infer<typeof UserAnswer>;

export const Theme = z.enum(
  ["light", "dark", "sepia", "contrast", "system"],
  "The theme is light, dark, sepia, contrast or system.",
);
export type Theme = z.infer<typeof Theme>;

const settings = {
  theme: Theme,
  language: LanguageTag,
  sounds: z.boolean(),
  /** Whether single letters do something by themselves, as in a call. */
  shortcuts: z.boolean(),
  receipts: z.boolean(),
  typing: z.boolean(),
  presence: z.boolean(),
};

/** What a device has kept from before there were shortcuts does not speak of them. */
export const Settings = z.object({ ...settings, shortcuts: z._default(z.boolean(), true) });
export type Settings = z.infer<typeof Settings>;

export const Role = z.enum(["user", "moderator", "admin"]);
export type Role = z.infer<typeof Role>;

/** The signed-in person, seen by themselves. */
export const Me = z.extend(User, {
  email: z.string(),
  role: Role,
  onboarded: z.boolean(),
  settings: Settings,
});
export type Me = z.infer<typeof Me>;

/** Name, 1–60 characters, nothing invisible or disguised. */
export const Name = trimmedText({ label: "Name", min: 1, max: 60, isName: true });

export const Username = z.pipe(
  z.string("Username must be text."),
  z.pipe(
    z.transform((value: string) => value.trim().toLowerCase()),
    z
      .string()
      .check(
        z.regex(
          /^[a-z0-9_.]{3,30}$/,
          "A username has 3 to 30 of the characters a–z, 0–9, underscore and dot.",
        ),
      ),
  ),
);

/** An IANA time zone that this runtime knows. */
export function isTimeZone(value: string): boolean {
  if (value.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return !/^[+-]/.test(value);
  } catch {
    return false;
  }
}

const TimeZone = z
  .string("The time zone must be text.")
  .check(z.refine(isTimeZone, "This is not a time zone we know, for example Europe/Berlin."));

const MOST_LANGUAGES = 8;

function languageList<T extends z.ZodMiniType<{ code: string }>>(item: T) {
  return z.array(item).check(
    z.maxLength(MOST_LANGUAGES, `At most ${MOST_LANGUAGES} languages.`),
    z.refine(
      (list) => new Set(list.map((entry) => entry.code)).size === list.length,
      "Each language stands here once.",
    ),
  );
}

/** `PATCH /api/users/me`: any part of the profile and the settings. */
export const UpdateMe = z
  .object({
    name: z.optional(Name),
    username: z.optional(Username),
    bio: z.optional(trimmedText({ label: "The text about you", min: 0, max: 500 })),
    place: z.optional(trimmedText({ label: "Place", min: 0, max: 80, isName: true })),
    timeZone: z.optional(z.nullable(TimeZone)),
    speaks: z.optional(languageList(SpokenLanguage)),
    learns: z.optional(languageList(LearnedLanguage)),
    onboarded: z.optional(z.boolean()),
    settings: z.optional(z.partial(z.object(settings))),
  })
  .check(
    z.refine(
      ({ speaks, learns }) =>
        !speaks || !learns || !learns.some(({ code }) => speaks.some((s) => s.code === code)),
      { error: "A language is either one you speak or one you learn.", path: ["learns"] },
    ),
  );
export type UpdateMe = z.infer<typeof UpdateMe>;

const CodeList = z.pipe(
  z.string(),
  z.pipe(
    z.transform((value: string) =>
      value
        .split(",")
        .filter((code) => code !== "")
        .map((code) => canonicalLanguage(code) ?? code),
    ),
    z.array(LanguageTag).check(z.maxLength(MOST_LANGUAGES, `At most ${MOST_LANGUAGES} languages.`)),
  ),
);

/** `GET /api/users`: what the person found speaks and learns; at least one filter. */
export const FindUsersQuery = z
  .extend(PageQuery, {
    query: z.optional(trimmedText({ label: "The search", min: 0, max: 80 })),
    speaks: z.optional(CodeList),
    learns: z.optional(CodeList),
    level: z.optional(
      z.pipe(
        z.string(),
        z.pipe(
          z.transform((value: string) => value.split(",").filter((level) => level !== "")),
          z.array(SpokenLevel),
        ),
      ),
    ),
  })
  .check(
    z.refine(
      ({ query, speaks, learns, level }) =>
        Boolean(query) ||
        Boolean(speaks?.length) ||
        Boolean(learns?.length) ||
        Boolean(level?.length),
      { error: "Say what to look for: query, speaks, learns or level.", path: ["query"] },
    ),
  );
export type FindUsersQuery = z.infer<typeof FindUsersQuery>;

/** A page of people found; `total` counts all that fit, up to 1,000. */
export const FoundUsers = z.extend(pageOf(User), { total: z.number() });
export type FoundUsers = z.infer<typeof FoundUsers>;
