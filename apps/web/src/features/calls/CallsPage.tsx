import { CallList } from "./late-parts.ts";

/** One's calls. The page is a chunk of its own: what rings is needed sooner. */
export function CallsPage() {
  return <CallList />;
}
