import { FoundUsers } from "@parley/protocol/profiles";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { request } from "#kernel/api";
import { queryClient } from "#kernel/query";
import { toSearch, type Filters } from "./filters.ts";

/** The people who fit, page by page. The pages before stay while the next search is under way. */
export function usePartners(filters: Filters) {
  const settled = useDeferredValue(filters);
  const first = toSearch(settled, null);
  return useInfiniteQuery(
    {
      queryKey: ["partners", first],
      enabled: first !== null,
      initialPageParam: null as string | null,
      placeholderData: keepPreviousData,
      queryFn: ({ pageParam, signal }) =>
        request({ path: toSearch(settled, pageParam) ?? "/api/users", answer: FoundUsers, signal }),
      getNextPageParam: (page) => page.next,
    },
    queryClient,
  );
}
