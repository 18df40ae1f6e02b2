import { m } from "#messages";
import { BlockedPeople } from "./BlockedPeople.tsx";
import { Box, SettingsSection } from "./SettingsSection.tsx";
import { SwitchRow } from "./SwitchRow.tsx";
import { useSetting } from "./use-setting.ts";

/** What others learn of one, and who may not reach one. */
export function PrivacySection() {
  const [receipts, setReceipts] = useSetting("receipts");
  const [typing, setTyping] = useSetting("typing");
  const [presence, setPresence] = useSetting("presence");
  return (
    <SettingsSection title={m.profiles_section_privacy()}>
      <Box>
        <SwitchRow
          title={m.profiles_receipts()}
          note={m.profiles_receipts_note()}
          checked={receipts}
          onCheckedChange={(on) => void setReceipts(on)}
        />
        <SwitchRow
          title={m.profiles_typing()}
          note={m.profiles_typing_note()}
          checked={typing}
          onCheckedChange={(on) => void setTyping(on)}
        />
        <SwitchRow
          title={m.profiles_presence()}
          note={m.profiles_presence_note()}
          checked={presence}
          onCheckedChange={(on) => void setPresence(on)}
        />
      </Box>
      <BlockedPeople />
    </SettingsSection>
  );
}
