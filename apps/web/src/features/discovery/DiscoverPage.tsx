import { useState } from "react";
import { useMe } from "#kernel/session";
import { useStoredText } from "#kernel/use-stored-text";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { PageHead } from "#ui/PageHead";
import { FilterColumn } from "./FilterColumn.tsx";
import { defaultFilters, keepFilters, readFilters, type Filters } from "./filters.ts";
import { Results } from "./Results.tsx";

/** Finds people to exchange languages with. Whoever looks at a profile comes back to the same search. */
export function DiscoverPage() {
  const me = useMe();
  const [kept, keep] = useStoredText("discovery.filters");
  const [isNarrowing, setIsNarrowing] = useState(false);
  const filters = readFilters(kept, me);
  const setFilters = (next: Filters) => keep(keepFilters(next, me));
  const reset = () => setFilters(defaultFilters(me));
  return (
    <div className="grid min-h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_1fr] lg:h-full lg:grid-rows-1 lg:grid-cols-[min(17.75rem,45%)_minmax(0,1fr)]">
      <div className="border-border bg-canvas lg:min-h-0 lg:overflow-y-auto lg:border-e">
        <PageHead title={m.discovery_title()}>
          <Button variant="quiet" size="sm" onClick={reset}>
            {m.discovery_reset()}
          </Button>
          <Button
            size="sm"
            className="lg:hidden"
            aria-expanded={isNarrowing}
            onClick={() => setIsNarrowing(!isNarrowing)}
          >
            {m.discovery_filters()}
          </Button>
        </PageHead>
        <div className={isNarrowing ? "" : "max-lg:hidden"}>
          <FilterColumn me={me} filters={filters} onChange={setFilters} />
        </div>
      </div>
      <div className="min-w-0 bg-thread lg:min-h-0 lg:overflow-y-auto">
        <Results filters={filters} onReset={reset} />
      </div>
    </div>
  );
}
