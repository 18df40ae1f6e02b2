import { QueryClient } from "@tanstack/react-query";
import { hasCode } from "./api-error.ts";

const MOST_RETRIES = 2;

/** Answers of the server for pages that only work online. Pages with a copy on the device ask the client instead. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < MOST_RETRIES && isWorthRetrying(error),
    },
    mutations: { retry: false },
  },
});

function isWorthRetrying(error: unknown): boolean {
  return hasCode(error, "NETWORK", "BUSY");
}
