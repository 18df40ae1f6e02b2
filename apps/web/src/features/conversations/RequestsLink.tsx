import { Link } from "wouter";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { AvatarPair } from "#ui/AvatarPair";
import { Icon } from "#ui/Icon";

/** Leads to the people who would like to write, while there are any. */
export function RequestsLink() {
  const { incoming } = useObservable(useClient().requests);
  const [first, second] = incoming;
  if (!first) return null;
  return (
    <Link
      href="/requests"
      className="mx-2 mb-1 grid grid-cols-[44px_minmax(0,1fr)_auto] items-center gap-3 rounded-lg px-3 py-2.5 no-underline hover:bg-hover hover:[--row-bg:var(--bg-hover)] focus-visible:rounded-lg focus-visible:-outline-offset-2"
    >
      {second ? (
        <AvatarPair first={first.from} second={second.from} />
      ) : (
        <Avatar name={first.from.name} avatarUrl={first.from.avatarUrl} />
      )}
      <span className="min-w-0">
        <span className="block truncate font-semibold">
          {incoming.length === 1
            ? m.conversations_request_one({ name: first.from.name })
            : m.conversations_request_many({ count: incoming.length })}
        </span>
        <span dir="auto" className="block truncate text-sm text-fg-muted">
          {incoming.length === 1 ? first.message : incoming.map(({ from }) => from.name).join(", ")}
        </span>
      </span>
      <Icon name="chevron-right" size={18} className="text-fg-subtle" />
    </Link>
  );
}
