import { useMe } from "#kernel/session";
import { m } from "#messages";
import { LanguagesEditor } from "./LanguagesEditor.tsx";
import { SettingsSection } from "./SettingsSection.tsx";
import { useLanguages } from "./use-languages.ts";

/** What one teaches and learns. */
export function LanguagesSection() {
  const me = useMe();
  const languages = useLanguages();
  return (
    <SettingsSection title={m.profiles_section_languages()} lead={m.profiles_languages_note()}>
      <div className="-mt-4">
        <LanguagesEditor languages={languages} keepsOne={me.onboarded} />
      </div>
    </SettingsSection>
  );
}
