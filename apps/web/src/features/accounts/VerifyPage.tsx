import { useRef, useState, type FormEvent } from "react";
import { Redirect } from "wouter";
import { useInitialFocus } from "#kernel/use-initial-focus";
import { usePageTitle } from "#kernel/page-title";
import { startSession } from "#kernel/session";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { CodeInput } from "#ui/CodeInput";
import { verify } from "./accounts-api.ts";
import { BackLink } from "./BackLink.tsx";
import { describeCodeProblem } from "./describe-code-problem.ts";
import { GuestFrame } from "./GuestFrame.tsx";
import { forgetChallenge } from "./pending-challenge.ts";
import { ResendLine } from "./ResendLine.tsx";
import { useChallenge } from "./use-challenge.ts";
import { useSubmit } from "./use-submit.ts";

const DIGITS = 6;

export function VerifyPage() {
  usePageTitle(m.accounts_verify_title());
  const { challenge, askAgain } = useChallenge("verify");
  const [code, setCode] = useState("");
  const typed = useRef("");
  const input = useInitialFocus<HTMLInputElement>();
  const { pending, error, submit } = useSubmit(async () => {
    try {
      const me = await verify({ challengeId: challenge?.challengeId ?? "", code: typed.current });
      forgetChallenge();
      startSession(me);
    } catch (problem) {
      input.current?.focus();
      input.current?.select();
      throw problem;
    }
  });

  function change(digits: string) {
    typed.current = digits;
    setCode(digits);
  }

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (code.length === DIGITS) submit();
  }

  if (challenge === null) return <Redirect to="/sign-up" replace />;
  return (
    <GuestFrame
      before={<BackLink href="/sign-up">{m.accounts_use_another_email()}</BackLink>}
      heading={m.accounts_verify_title()}
      lead={
        <>
          {m.accounts_verify_lead_before()} <b dir="ltr">{challenge.email}</b>.{" "}
          {m.accounts_verify_lead_after()}
        </>
      }
    >
      <form noValidate onSubmit={handleSubmit} className="mt-[30px]">
        <CodeInput
          ref={input}
          label={m.accounts_six_digit_code()}
          length={DIGITS}
          value={code}
          onValueChange={change}
          onComplete={submit}
          invalid={error !== null}
        />
        {error !== null && (
          <Banner tone="error" className="mt-3.5">
            {describeCodeProblem(error)}
          </Banner>
        )}
        <Button
          type="submit"
          variant="primary"
          size="xl"
          className="mt-3.5 w-full"
          disabled={code.length < DIGITS}
          loading={pending}
          loadingLabel={m.accounts_checking()}
        >
          {m.accounts_continue()}
        </Button>
      </form>
      <ResendLine resendAt={challenge.resendAt} onResend={askAgain} />
    </GuestFrame>
  );
}
