import { IceAnswer } from "@parley/protocol/calls";
import { useQuery } from "@tanstack/react-query";
import { request } from "#kernel/api";
import { queryClient } from "#kernel/query";

/** Whether calls here have no relay to hide behind, so that each side sees the other's network address. */
export function useIsDirect(): boolean {
  const ice = useQuery(
    {
      queryKey: ["ice"],
      queryFn: ({ signal }) => request({ path: "/api/ice", answer: IceAnswer, signal }),
    },
    queryClient,
  );
  return ice.data?.hasRelay === false;
}
