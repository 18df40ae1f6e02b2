import { useState } from "react";
import { describeProblem } from "#kernel/problem-text";
import { formatCountdown } from "#kernel/countdown";
import { useNow } from "#kernel/use-now";
import { m } from "#messages";
import { FieldError } from "#ui/Field";
import { Icon } from "#ui/Icon";
import { Spinner } from "#ui/Spinner";
import { useSubmit } from "./use-submit.ts";

type ResendLineProps = {
  /** From when on another code may be asked for. */
  resendAt: number;
  onResend: () => Promise<void>;
};

/** Counts down, then offers another code. */
export function ResendLine({ resendAt, onResend }: ResendLineProps) {
  const now = useNow(1000);
  const [hasResent, setHasResent] = useState(false);
  const { pending, error, submit } = useSubmit(async () => {
    await onResend();
    setHasResent(true);
  });
  const waitMs = resendAt - now;

  return (
    <div className="mt-[22px] grid gap-1.5 text-fg-muted">
      {waitMs > 0 ? (
        <p className="flex items-center gap-1.5 tabular-nums">
          <Icon name="clock-3" size={15} />
          {m.accounts_resend_wait({ time: formatCountdown(waitMs) })}
        </p>
      ) : (
        <button
          type="button"
          aria-busy={pending || undefined}
          onClick={submit}
          className="hit flex items-center gap-1.5 justify-self-start font-medium text-fg underline decoration-border-strong underline-offset-3"
        >
          {pending ? <Spinner /> : <Icon name="mail" size={15} />}
          {pending ? m.accounts_resending() : m.accounts_resend()}
        </button>
      )}
      <p role="status" className="text-sm empty:hidden">
        {hasResent && error === null && waitMs > 0 ? m.accounts_resent() : null}
      </p>
      {error !== null && <FieldError>{describeProblem(error)}</FieldError>}
    </div>
  );
}
