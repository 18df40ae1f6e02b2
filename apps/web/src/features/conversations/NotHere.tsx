import { useClient } from "#kernel/client";
import { usePageTitle } from "#kernel/page-title";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { ButtonLink } from "#ui/ButtonLink";
import { EmptyState } from "#ui/EmptyState";
import { Loading, Skeleton } from "#ui/Skeleton";

/** In place of a conversation that is not held: it may still come, until the server has answered. */
export function NotHere() {
  const isLive = useObservable(useClient().connection).state === "live";
  usePageTitle(m.conversations_title());
  if (!isLive) {
    return (
      <Loading className="px-6 pt-3">
        <span className="flex items-center gap-3">
          <Skeleton round className="size-[42px]" />
          <Skeleton className="h-3 w-40" />
        </span>
      </Loading>
    );
  }
  return (
    <EmptyState
      title={m.conversations_missing_title()}
      className="m-auto"
      action={<ButtonLink href="/chats">{m.conversations_back()}</ButtonLink>}
    >
      {m.conversations_missing_text()}
    </EmptyState>
  );
}
