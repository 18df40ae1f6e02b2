import { m } from "#messages";
import { Button } from "#ui/Button";
import { Spinner } from "#ui/Spinner";

type LoadRowProps = {
  end: "older" | "newer";
  hasMore: boolean;
  isLoading: boolean;
  hasFailed: boolean;
  onLoad: () => void;
};

/** Stands where messages are missing, so that what is not contiguous never looks so. Its height never changes. */
export function LoadRow({ end, hasMore, isLoading, hasFailed, onLoad }: LoadRowProps) {
  if (!hasMore) return end === "older" ? <div className="h-14 flex-none" /> : null;
  return (
    <div className="flex h-14 flex-none items-center justify-center gap-2 text-sm text-fg-subtle">
      {isLoading ? (
        <>
          <Spinner />
          {end === "older" ? m.messages_loading_older() : m.messages_loading_newer()}
        </>
      ) : (
        <>
          {hasFailed && m.messages_not_loaded()}
          <Button variant="quiet" size="sm" onClick={onLoad}>
            {hasFailed ? m.messages_try_again() : loadLabel(end)}
          </Button>
        </>
      )}
    </div>
  );
}

function loadLabel(end: "older" | "newer"): string {
  return end === "older" ? m.messages_load_older() : m.messages_load_newer();
}
