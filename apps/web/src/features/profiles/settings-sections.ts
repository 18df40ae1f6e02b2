import type { IconName } from "#ui/Icon";
import { m } from "#messages";

export type SectionId = "profile" | "languages" | "devices" | "privacy" | "look" | "account";

export type SectionInfo = { id: SectionId; title: () => string; icon: IconName };

export const settingsSections: readonly SectionInfo[] = [
  { id: "profile", title: () => m.profiles_section_profile(), icon: "user-round" },
  { id: "languages", title: () => m.profiles_section_languages(), icon: "languages" },
  { id: "devices", title: () => m.profiles_section_devices(), icon: "laptop" },
  { id: "privacy", title: () => m.profiles_section_privacy(), icon: "shield" },
  { id: "look", title: () => m.profiles_section_look(), icon: "sun-moon" },
  { id: "account", title: () => m.profiles_section_account(), icon: "lock" },
];

/** Sections that stand together, in two columns, where the window is wide. */
const pages: readonly (readonly (readonly SectionId[])[])[] = [
  [["profile"], ["languages"]],
  [
    ["devices", "privacy"],
    ["look", "account"],
  ],
];

/** The columns of the page that a section stands on. */
export function columnsAround(section: SectionId): readonly (readonly SectionId[])[] {
  return pages.find((columns) => columns.flat().includes(section)) ?? [];
}

/** The section that an address names; null for a name that there is not. */
export function findSection(name: string): SectionInfo | null {
  return settingsSections.find(({ id }) => id === name) ?? null;
}
