import { useRef } from "react";
import { useKeptScroll } from "#kernel/use-kept-scroll";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { EmptyState } from "#ui/EmptyState";
import { ErrorState } from "#ui/ErrorState";
import { Loading, Skeleton } from "#ui/Skeleton";
import { toSearch, type Filters } from "./filters.ts";
import { PartnerCard } from "./PartnerCard.tsx";
import { usePartners } from "./use-partners.ts";

const MOST_COUNTED = 1000;
const gridClass =
  "grid grid-cols-[minmax(0,1fr)] content-start gap-4 px-5 pb-6 sm:px-7 min-[900px]:grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))]";

/** What stands alone stands in the middle. */
const aloneClass = "flex min-h-full flex-col justify-center";

type ResultsProps = { filters: Filters; onReset: () => void };

/** Who fits, and how many there are. */
export function Results({ filters, onReset }: ResultsProps) {
  const partners = usePartners(filters);
  const list = useRef<HTMLDivElement>(null);
  const search = toSearch(filters, null);
  useKeptScroll(list, partners.data === undefined ? null : search);
  const people = partners.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = partners.data?.pages[0]?.total ?? 0;

  if (search === null) {
    return (
      <EmptyState className={aloneClass} title={m.discovery_ask_title()} icon="compass">
        {m.discovery_ask_text()}
      </EmptyState>
    );
  }
  if (partners.isError) {
    return (
      <ErrorState
        className={aloneClass}
        title={m.discovery_failed_title()}
        onRetry={() => void partners.refetch()}
        retrying={partners.isFetching}
      >
        {m.discovery_failed_text()}
      </ErrorState>
    );
  }
  if (partners.isPending) return <PartnerSkeletons />;
  if (people.length === 0) {
    return (
      <EmptyState
        className={aloneClass}
        title={m.discovery_none_title()}
        icon="compass"
        action={<Button onClick={onReset}>{m.discovery_reset_all()}</Button>}
      >
        {m.discovery_none_text()}
      </EmptyState>
    );
  }
  return (
    <>
      <header className="px-5 pt-5 pb-4.5 sm:px-7">
        <h2
          aria-live="polite"
          className="font-serif text-[1.625rem] leading-8 font-[600] tracking-tight"
        >
          {headingOf(total)}
        </h2>
      </header>
      <div ref={list} className={gridClass} aria-busy={partners.isFetching}>
        {people.map((person) => (
          <PartnerCard key={person.id} person={person} />
        ))}
      </div>
      {partners.hasNextPage && (
        <p className="px-7 pb-8 text-center">
          <Button
            loading={partners.isFetchingNextPage}
            onClick={() => void partners.fetchNextPage()}
          >
            {m.discovery_more()}
          </Button>
        </p>
      )}
    </>
  );
}

function headingOf(total: number): string {
  if (total === 1) return m.discovery_found_one();
  return total >= MOST_COUNTED
    ? m.discovery_found_most({ count: MOST_COUNTED.toLocaleString("en") })
    : m.discovery_found({ count: total });
}

function PartnerSkeletons() {
  return (
    <Loading label={m.discovery_searching()} className="pt-[70px]">
      <div className={gridClass}>
        {[1, 2, 3, 4, 5, 6].map((key) => (
          <div
            key={key}
            className="grid grid-cols-[minmax(0,1fr)] gap-4 rounded-lg bg-surface px-4.5 py-4 ring-1 ring-border"
          >
            <span className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-3">
              <Skeleton round className="size-14" />
              <span className="grid gap-2">
                <Skeleton className="h-4 w-3/5" />
                <Skeleton className="h-3 w-2/5" />
              </span>
            </span>
            <Skeleton className="h-[58px]" />
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="h-7 w-24" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
