import { m } from "#messages";
import { useNow } from "#kernel/use-now";
import { StageButton } from "./StageButton.tsx";

type HoldCardProps = { since: number; name: string; onWrite: () => void };

/** Says that the connection dropped, for how long, and what can be done meanwhile. */
export function HoldCard({ since, name, onWrite }: HoldCardProps) {
  const seconds = Math.max(0, Math.floor((useNow(1000) - since) / 1000));
  return (
    <div className="absolute inset-x-3 z-1 top-3 mx-auto flex max-w-160 sm:top-1/2 sm:-translate-y-1/2 flex-wrap items-center gap-x-5 gap-y-3 rounded-[18px] bg-stage-surface/90 px-5 py-5 ring-1 ring-stage-border sm:px-6">
      <span
        aria-hidden="true"
        className="size-9.5 flex-none animate-spin rounded-full border-[3px] border-stage-fg/20 border-t-stage-fg motion-reduce:hidden"
      />
      <div className="min-w-0 flex-1 basis-48">
        <h2 className="font-serif text-[1.25rem] leading-[1.625rem] font-[600] wrap-anywhere">
          {m.calls_dropped({ name })}
        </h2>
        <p className="mt-[3px] text-md text-stage-muted tabular-nums">
          {seconds === 1 ? m.calls_reconnecting_one() : m.calls_reconnecting({ count: seconds })}
        </p>
      </div>
      <StageButton onClick={onWrite} className="!bg-stage-border">
        {m.calls_send_message()}
      </StageButton>
    </div>
  );
}
