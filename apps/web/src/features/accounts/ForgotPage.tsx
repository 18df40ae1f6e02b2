import type { FormEvent } from "react";
import { useLocation } from "wouter";
import { useInitialFocus } from "#kernel/use-initial-focus";
import { usePageTitle } from "#kernel/page-title";
import { describeProblem } from "#kernel/problem-text";
import { useStoredText } from "#kernel/use-stored-text";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { TextField } from "#ui/TextField";
import { forgot } from "./accounts-api.ts";
import { BackLink } from "./BackLink.tsx";
import { describeFaults, requireAll } from "./faults.ts";
import { GuestFrame } from "./GuestFrame.tsx";
import { startChallenge } from "./pending-challenge.ts";
import { useSubmit } from "./use-submit.ts";

export function ForgotPage() {
  usePageTitle(m.accounts_forgot_title());
  const first = useInitialFocus<HTMLInputElement>();
  const [, navigate] = useLocation();
  const [email, setEmail] = useStoredText("email");
  const { pending, error, submit } = useSubmit(async () => {
    requireAll({ email });
    startChallenge({ purpose: "reset", email: email.trim(), challengeId: await forgot(email) });
    navigate("/reset");
  });
  const faults = describeFaults(error, { email });

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    submit();
  }

  return (
    <GuestFrame
      before={<BackLink href="/sign-in">{m.accounts_back_to_sign_in()}</BackLink>}
      heading={m.accounts_forgot_title()}
      lead={m.accounts_forgot_lead()}
    >
      <form noValidate onSubmit={handleSubmit} className="mt-[30px]">
        <TextField
          ref={first}
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
          loadingLabel={m.accounts_sending_code()}
        >
          {m.accounts_send_code()}
        </Button>
      </form>
    </GuestFrame>
  );
}
