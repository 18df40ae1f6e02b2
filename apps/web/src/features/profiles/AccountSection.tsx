import { SignOut } from "#features/accounts";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { PasswordForm } from "./PasswordForm.tsx";
import { Box, BoxRow, SettingsSection } from "./SettingsSection.tsx";

/** The address, the password and the way out. */
export function AccountSection() {
  const me = useMe();
  return (
    <SettingsSection title={m.profiles_section_account()}>
      <Box>
        <BoxRow title={m.profiles_email()} note={m.profiles_email_note()}>
          <span dir="ltr" className="max-w-full text-sm wrap-anywhere text-fg-muted">
            {me.email}
          </span>
        </BoxRow>
      </Box>
      <PasswordForm />
      <div className="mt-5 border-t border-border-soft pt-4.5 lg:hidden">
        <SignOut>
          {(trigger) => (
            <Button variant="dangerQuiet" size="sm" icon="log-out" {...trigger}>
              {m.profiles_sign_out()}
            </Button>
          )}
        </SignOut>
      </div>
    </SettingsSection>
  );
}
