import { useState } from "react";
import { useClient } from "#kernel/client";
import { languageName } from "#kernel/languages";
import { useMe } from "#kernel/session";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { ButtonLink } from "#ui/ButtonLink";
import { EmptyState } from "#ui/EmptyState";
import { ErrorState } from "#ui/ErrorState";
import { Loading, SkeletonRows } from "#ui/Skeleton";
import { ConversationRow } from "./ConversationRow.tsx";
import { FilterChips, FilterChipsSkeleton } from "./FilterChips.tsx";
import { filterConversations, listPartnerLanguages, type Filter } from "./filter-conversations.ts";
import { ListHead } from "./ListHead.tsx";
import { RequestsLink } from "./RequestsLink.tsx";
import { useListState } from "./use-list-state.ts";

type ConversationListProps = { openId: string | null };

/** All conversations, newest first, with their filters. */
export function ConversationList({ openId }: ConversationListProps) {
  const client = useClient();
  const me = useMe();
  const conversations = useObservable(client.conversations);
  const unread = useObservable(client.totalUnread);
  const state = useListState();
  const [filter, setFilter] = useState<Filter>({ kind: "all" });
  const shown = filterConversations(conversations, filter, openId);
  const hasAny = conversations.length > 0;
  return (
    <>
      <ListHead />
      {!hasAny && state === "loading" && <FilterChipsSkeleton />}
      {hasAny && (
        <FilterChips
          filter={filter}
          unread={unread}
          languages={listPartnerLanguages(conversations, me)}
          onFilter={setFilter}
        />
      )}
      <nav
        aria-label={m.conversations_list()}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-2"
      >
        <RequestsLink />
        {!hasAny && state === "loading" && (
          <Loading className="px-2">
            <SkeletonRows count={7} />
          </Loading>
        )}
        {!hasAny && state === "failed" && (
          <ErrorState
            className="pt-8"
            title={m.conversations_failed_title()}
            onRetry={() => client.refresh()}
          >
            {m.conversations_failed_text()}
          </ErrorState>
        )}
        {!hasAny && state === "ready" && <NobodyYet />}
        {hasAny && shown.length === 0 && (
          <EmptyState
            title={m.conversations_none_fit_title()}
            action={
              <Button size="sm" onClick={() => setFilter({ kind: "all" })}>
                {m.conversations_show_all()}
              </Button>
            }
          />
        )}
        <ul className="px-2">
          {shown.map((conversation) => (
            <li key={conversation.id}>
              <ConversationRow
                conversation={conversation}
                isSelected={conversation.id === openId}
              />
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

function NobodyYet() {
  const me = useMe();
  const learns = me.learns[0]?.code;
  const speaks = me.speaks[0]?.code;
  return (
    <EmptyState
      title={m.conversations_empty_title()}
      action={
        <ButtonLink href="/discover" variant="primary">
          {m.conversations_find_partner()}
        </ButtonLink>
      }
    >
      {learns !== undefined && speaks !== undefined
        ? m.conversations_empty_text({
            learns: languageName(learns),
            speaks: languageName(speaks),
          })
        : m.conversations_empty_text_plain()}
    </EmptyState>
  );
}
