import { describeProblem } from "#kernel/problem-text";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { Icon } from "#ui/Icon";
import type { KeepState } from "./use-kept.ts";

type KeepNoteProps = { state: KeepState; onRetry: () => void; className?: string };

/** How far the last change has come; a change that was not kept can be tried again. */
export function KeepNote({ state, onRetry, className }: KeepNoteProps) {
  if (state.kind === "failed") {
    return (
      <Banner
        tone="error"
        className={className ?? ""}
        action={
          <Button size="sm" onClick={onRetry}>
            {m.ui_try_again()}
          </Button>
        }
      >
        {m.profiles_not_kept()} {describeProblem(state.error)}
      </Banner>
    );
  }
  return (
    <p role="status" className={`min-h-5 text-sm text-fg-subtle ${className ?? ""}`}>
      {state.kind === "saving" && m.profiles_saving()}
      {state.kind === "saved" && (
        <span className="flex items-center gap-1.5">
          <Icon name="check" size={15} />
          {m.profiles_saved()}
        </span>
      )}
    </p>
  );
}
