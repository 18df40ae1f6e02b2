import { useRef, useState, type FormEvent } from "react";
import { Redirect, useLocation } from "wouter";
import { useInitialFocus } from "#kernel/use-initial-focus";
import { usePageTitle } from "#kernel/page-title";
import { endSession } from "#kernel/session";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { CodeInput } from "#ui/CodeInput";
import { PasswordField } from "#ui/PasswordField";
import { reset } from "./accounts-api.ts";
import { BackLink } from "./BackLink.tsx";
import { describeCodeProblem } from "./describe-code-problem.ts";
import { describeFaults } from "./faults.ts";
import { GuestFrame } from "./GuestFrame.tsx";
import { forgetChallenge } from "./pending-challenge.ts";
import { ResendLine } from "./ResendLine.tsx";
import { useChallenge } from "./use-challenge.ts";
import { useSubmit } from "./use-submit.ts";

const DIGITS = 8;
const SHORTEST_PASSWORD = 8;

export function ResetPage() {
  usePageTitle(m.accounts_reset_title());
  const [, navigate] = useLocation();
  const { challenge, askAgain } = useChallenge("reset");
  const first = useInitialFocus<HTMLInputElement>();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const passwordInput = useRef<HTMLInputElement>(null);
  const { pending, error, submit } = useSubmit(async () => {
    await reset({ challengeId: challenge?.challengeId ?? "", code, password });
    forgetChallenge();
    endSession("PASSWORD_CHANGED");
    navigate("/sign-in");
  });
  const faults = describeFaults(error, { code, password });
  const isComplete = code.length === DIGITS && password.length >= SHORTEST_PASSWORD;

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (isComplete) submit();
  }

  if (challenge === null) return <Redirect to="/forgot" replace />;
  return (
    <GuestFrame
      compact
      before={<BackLink href="/forgot">{m.accounts_use_another_email()}</BackLink>}
      heading={m.accounts_reset_title()}
      lead={
        <>
          {m.accounts_reset_lead_before()} <b dir="ltr">{challenge.email}</b>{" "}
          {m.accounts_reset_lead_after()}
        </>
      }
    >
      <form noValidate onSubmit={handleSubmit} className="mt-[26px]">
        <CodeInput
          ref={first}
          label={m.accounts_eight_digit_code()}
          length={DIGITS}
          value={code}
          onValueChange={setCode}
          onComplete={() => passwordInput.current?.focus()}
          invalid={error !== null && faults["password"] === undefined}
        />
        <PasswordField
          ref={passwordInput}
          label={m.accounts_new_password()}
          fieldSize="lg"
          className="mt-[18px]"
          name="password"
          autoComplete="new-password"
          value={password}
          onValueChange={setPassword}
          error={faults["password"] ?? null}
          hint={m.accounts_password_hint()}
        />
        {error !== null && faults["password"] === undefined && (
          <Banner tone="error" className="mt-3.5">
            {describeCodeProblem(error)}
          </Banner>
        )}
        <Button
          type="submit"
          variant="primary"
          size="xl"
          className="mt-3.5 w-full"
          disabled={!isComplete}
          loading={pending}
          loadingLabel={m.accounts_changing_password()}
        >
          {m.accounts_change_password()}
        </Button>
      </form>
      <ResendLine resendAt={challenge.resendAt} onResend={askAgain} />
    </GuestFrame>
  );
}
