import { useState, type FormEvent } from "react";
import { hasCode } from "#kernel/api-error";
import { useInitialFocus } from "#kernel/use-initial-focus";
import { usePageTitle } from "#kernel/page-title";
import { describeProblem } from "#kernel/problem-text";
import { startSession, useSession, type SessionEnd } from "#kernel/session";
import { useStoredText } from "#kernel/use-stored-text";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { Link } from "#ui/Link";
import { PasswordField } from "#ui/PasswordField";
import { TextField } from "#ui/TextField";
import { signIn } from "./accounts-api.ts";
import { describeFaults, requireAll } from "./faults.ts";
import { GuestFrame } from "./GuestFrame.tsx";
import { useSubmit } from "./use-submit.ts";

export function SignInPage() {
  usePageTitle(m.accounts_sign_in_title());
  const first = useInitialFocus<HTMLInputElement>();
  const session = useSession();
  const [email, setEmail] = useStoredText("email");
  const [password, setPassword] = useState("");
  const entered = { email, password };
  const { pending, error, submit } = useSubmit(async () => {
    requireAll(entered);
    startSession(await signIn(entered));
  });
  const faults = describeFaults(error, entered);
  const ended = session.state === "guest" ? describeEnd(session.ended) : null;

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    submit();
  }

  return (
    <GuestFrame heading={m.accounts_sign_in_heading()} lead={m.accounts_sign_in_lead()}>
      <form noValidate onSubmit={handleSubmit} className="mt-[30px]">
        {ended !== null && error === null && <Banner className="mb-5">{ended}</Banner>}
        <TextField
          ref={email === "" ? first : undefined}
          label={m.accounts_email()}
          fieldSize="lg"
          icon="mail"
          type="email"
          dir="ltr"
          name="email"
          autoComplete="username"
          value={email}
          onValueChange={setEmail}
          error={faults["email"] ?? null}
        />
        <PasswordField
          ref={email === "" ? undefined : first}
          label={m.accounts_password()}
          fieldSize="lg"
          className="mt-[18px]"
          name="password"
          autoComplete="current-password"
          value={password}
          onValueChange={setPassword}
          error={faults["password"] ?? null}
          aside={
            <Link href="/forgot" quiet className="text-sm">
              {m.accounts_forgotten_link()}
            </Link>
          }
        />
        {error !== null && Object.keys(faults).length === 0 && (
          <Banner tone="error" className="mt-3.5">
            {hasCode(error, "WRONG_CREDENTIALS")
              ? m.accounts_wrong_credentials()
              : describeProblem(error)}
          </Banner>
        )}
        <Button
          type="submit"
          variant="primary"
          size="xl"
          className="mt-3.5 w-full"
          loading={pending}
          loadingLabel={m.accounts_signing_in()}
        >
          {m.accounts_sign_in()}
        </Button>
      </form>
      <p className="mt-[22px] flex flex-wrap gap-x-1.5 text-fg-muted">
        {m.accounts_new_here()} <Link href="/sign-up">{m.accounts_create_link()}</Link>
      </p>
    </GuestFrame>
  );
}

function describeEnd(ended: SessionEnd | null): string | null {
  if (ended === "SESSION_EXPIRED" || ended === "UNAUTHENTICATED") return m.accounts_ended_expired();
  if (ended === "SESSION_REVOKED") return m.accounts_ended_revoked();
  if (ended === "PASSWORD_CHANGED") return m.accounts_password_changed();
  return null;
}
