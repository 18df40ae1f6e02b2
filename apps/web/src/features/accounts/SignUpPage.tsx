import { useEffect, useState, type FormEvent } from "react";
import { useLocation } from "wouter";
import { useInitialFocus } from "#kernel/use-initial-focus";
import { usePageTitle } from "#kernel/page-title";
import { describeProblem } from "#kernel/problem-text";
import { useStoredText } from "#kernel/use-stored-text";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { Link } from "#ui/Link";
import { PasswordField } from "#ui/PasswordField";
import { TextField } from "#ui/TextField";
import { signUp } from "./accounts-api.ts";
import { describeFaults, requireAll } from "./faults.ts";
import { GuestFrame } from "./GuestFrame.tsx";
import { preloadCodePages } from "./LatePages.tsx";
import { startChallenge } from "./pending-challenge.ts";
import { useSubmit } from "./use-submit.ts";

export function SignUpPage() {
  usePageTitle(m.accounts_sign_up_title());
  const first = useInitialFocus<HTMLInputElement>();
  const [, navigate] = useLocation();
  const [name, setName] = useStoredText("name");
  const [email, setEmail] = useStoredText("email");
  const [password, setPassword] = useState("");
  const entered = { name, email, password };
  const { pending, error, submit } = useSubmit(async () => {
    requireAll(entered);
    startChallenge({ purpose: "verify", email: email.trim(), challengeId: await signUp(entered) });
    navigate("/verify");
  });
  const faults = describeFaults(error, entered);
  useEffect(preloadCodePages, []);

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    submit();
  }

  return (
    <GuestFrame compact heading={m.accounts_sign_up_title()} lead={m.accounts_sign_up_lead()}>
      <form noValidate onSubmit={handleSubmit} className="mt-[26px]">
        <TextField
          ref={first}
          label={m.accounts_name()}
          fieldSize="lg"
          name="name"
          autoComplete="name"
          value={name}
          onValueChange={setName}
          error={faults["name"] ?? null}
        />
        <TextField
          label={m.accounts_email()}
          fieldSize="lg"
          className="mt-[18px]"
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
          label={m.accounts_password()}
          fieldSize="lg"
          className="mt-[18px]"
          name="password"
          autoComplete="new-password"
          value={password}
          onValueChange={setPassword}
          error={faults["password"] ?? null}
          hint={m.accounts_password_hint_long()}
        />
        {error !== null && Object.keys(faults).length === 0 && (
          <Banner tone="error" className="mt-3.5">
            {describeProblem(error)}
          </Banner>
        )}
        <Button
          type="submit"
          variant="primary"
          size="xl"
          className="mt-3.5 w-full"
          loading={pending}
          loadingLabel={m.accounts_creating()}
        >
          {m.accounts_create()}
        </Button>
      </form>
      <p className="mt-[22px] flex flex-wrap gap-x-1.5 text-fg-muted">
        {m.accounts_already_here()} <Link href="/sign-in">{m.accounts_sign_in()}</Link>
      </p>
    </GuestFrame>
  );
}
