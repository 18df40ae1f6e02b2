import { CallPage } from "@parley/protocol/calls";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { request } from "#kernel/api";
import { isLive } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { queryClient } from "#kernel/query";
import { useMe } from "#kernel/session";

/** One's calls, page by page; asked for anew when one ends. */
export function useCallHistory() {
  const me = useMe();
  const { calls } = useClient();
  const history = useInfiniteQuery(
    {
      queryKey: ["calls", me.id],
      initialPageParam: null as string | null,
      staleTime: 0,
      queryFn: ({ pageParam, signal }) =>
        request({ path: pathOf(pageParam), answer: CallPage, signal }),
      getNextPageParam: (page) => page.next,
    },
    queryClient,
  );
  const { refetch } = history;
  useEffect(() => {
    const stop = new AbortController();
    const renew = () => {
      if (!isLive(calls.current.get())) void refetch();
    };
    calls.current.subscribe(renew, stop.signal);
    calls.missed.subscribe(renew, stop.signal);
    return () => stop.abort();
  }, [calls, refetch]);
  return history;
}

function pathOf(cursor: string | null): `/api/${string}` {
  return cursor === null ? "/api/calls" : `/api/calls?cursor=${encodeURIComponent(cursor)}`;
}
