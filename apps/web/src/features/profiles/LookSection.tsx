import type { Theme } from "@parley/protocol/profiles";
import { languageName } from "#kernel/languages";
import { playMessageSound } from "#kernel/sounds";
import { chooseTheme, themeChoices } from "#kernel/theme";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { RadioCard } from "#ui/RadioCard";
import { RadioGroup } from "#ui/RadioGroup";
import { Box, BoxRow, SettingsSection } from "./SettingsSection.tsx";
import { SwitchRow } from "./SwitchRow.tsx";
import { ThemePreview } from "./ThemePreview.tsx";
import { useSetting } from "./use-setting.ts";

const names: Record<Theme, () => string> = {
  light: m.profiles_theme_light,
  dark: m.profiles_theme_dark,
  sepia: m.profiles_theme_sepia,
  contrast: m.profiles_theme_contrast,
  system: m.profiles_theme_system,
};

/** Theme, language, sound and keys of the app. */
export function LookSection() {
  const me = useMe();
  const [theme, setTheme] = useSetting("theme");
  const [sounds, setSounds] = useSetting("sounds");
  const [shortcuts, setShortcuts] = useSetting("shortcuts");

  async function change(next: Theme) {
    chooseTheme(next);
    if (!(await setTheme(next))) chooseTheme(me.settings.theme);
  }

  return (
    <SettingsSection title={m.profiles_section_look()}>
      <RadioGroup
        label={m.profiles_theme()}
        value={theme}
        values={themeChoices}
        onValueChange={(next) => void change(next)}
        className="mb-4 grid grid-cols-[repeat(auto-fill,minmax(8.25rem,1fr))] gap-x-3 gap-y-3.5 text-sm font-medium"
      >
        {themeChoices.map((choice) => (
          <RadioCard key={choice} value={choice} label={names[choice]()}>
            <ThemePreview theme={choice} />
          </RadioCard>
        ))}
      </RadioGroup>
      <Box>
        <BoxRow title={m.profiles_interface_language()}>
          <span className="text-sm text-fg-muted">{languageName("en")}</span>
        </BoxRow>
        <SwitchRow
          title={m.profiles_sounds()}
          note={m.profiles_sounds_note()}
          checked={sounds}
          onCheckedChange={(on) => {
            if (on) playMessageSound();
            void setSounds(on);
          }}
        />
        <SwitchRow
          title={m.profiles_shortcuts()}
          note={m.profiles_shortcuts_note()}
          checked={shortcuts}
          onCheckedChange={(on) => void setShortcuts(on)}
        />
      </Box>
    </SettingsSection>
  );
}
