import { useEffect } from "react";
import { useClient } from "#kernel/client";
import { usePageTitle } from "#kernel/page-title";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { ButtonLink } from "#ui/ButtonLink";
import { EmptyState } from "#ui/EmptyState";
import { ErrorState } from "#ui/ErrorState";
import { PageHead } from "#ui/PageHead";
import { Loading, SkeletonRows } from "#ui/Skeleton";
import { describeProblem } from "#kernel/problem-text";
import { CallRow } from "./CallRow.tsx";
import { useCallHistory } from "./use-call-history.ts";

/** One's calls, newest first. Whoever sees the list has seen the missed ones. */
export function CallList() {
  usePageTitle(m.calls_title());
  useMarkSeen();
  return (
    <div className="mx-auto flex min-h-full w-full max-w-[760px] flex-col pb-10">
      <PageHead title={m.calls_title()} />
      <History />
    </div>
  );
}

function History() {
  const history = useCallHistory();
  if (history.isError) {
    return (
      <ErrorState
        className="my-auto"
        title={m.calls_failed_title()}
        onRetry={() => void history.refetch()}
        retrying={history.isFetching}
      >
        {describeProblem(history.error)}
      </ErrorState>
    );
  }
  if (history.isPending) {
    return (
      <Loading label={m.calls_loading()} className="px-2">
        <SkeletonRows count={6} />
      </Loading>
    );
  }
  const items = history.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        className="my-auto"
        title={m.calls_empty_title()}
        icon="phone"
        action={<ButtonLink href="/chats">{m.calls_empty_action()}</ButtonLink>}
      >
        {m.calls_empty_text()}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={m.calls_list()} className="px-2">
        {items.map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </ul>
      {history.hasNextPage && (
        <p className="pt-4 text-center">
          <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {m.calls_more()}
          </Button>
        </p>
      )}
    </>
  );
}

function useMarkSeen(): void {
  const { calls } = useClient();
  const missed = useObservable(calls.missed);
  useEffect(() => {
    // Told again with the next missed call, or the next visit.
    if (missed > 0) calls.markSeen().catch(() => undefined);
  }, [calls, missed]);
}
