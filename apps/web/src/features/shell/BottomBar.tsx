import { Link, useLocation } from "wouter";
import { joinClasses } from "#kernel/class-names";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Badge } from "#ui/Badge";
import { Icon } from "#ui/Icon";
import { VisuallyHidden } from "#ui/VisuallyHidden";
import { describeMissed, describeWaiting, isCurrent, type Waiting } from "./nav-items.ts";

/** The places of the app on phones: Chats, Discover, Calls, You. */
export function BottomBar({ unread, requests, missed }: Waiting) {
  const [location] = useLocation();
  const me = useMe();
  const isOnDiscover = isCurrent(location, "/discover");
  const isOnCalls = isCurrent(location, "/calls");
  const isOnChats = isCurrent(location, "/chats") || isCurrent(location, "/requests");
  return (
    <nav
      aria-label={m.shell_navigation()}
      className="grid min-h-(--tabbar-h) flex-none grid-cols-4 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] [--badge-gap:var(--bg-surface)] [--row-bg:var(--bg-surface)] sm:hidden"
    >
      <Link
        href="/chats"
        className={linkClass(isOnChats)}
        aria-current={isOnChats ? "page" : undefined}
      >
        <span className="relative grid h-6.5 w-11 place-items-center">
          <Icon name="message-circle" size={24} />
          <Badge
            count={unread}
            label={m.shell_unread_messages({ count: unread })}
            className="!absolute start-[61%] -top-1 h-4.5 min-w-4.5 ring-2 ring-(--badge-gap)"
          />
          {unread === 0 && requests > 0 && (
            <span className="absolute start-[68%] top-px size-2 rounded-full bg-badge-bg ring-2 ring-(--badge-gap)">
              <VisuallyHidden>{describeWaiting(requests)}</VisuallyHidden>
            </span>
          )}
        </span>
        {m.shell_chats()}
      </Link>
      <Link
        href="/discover"
        className={linkClass(isOnDiscover)}
        aria-current={isOnDiscover ? "page" : undefined}
      >
        <span className="relative grid h-6.5 w-11 place-items-center">
          <Icon name="compass" size={24} />
        </span>
        {m.shell_discover()}
      </Link>
      <Link
        href="/calls"
        className={linkClass(isOnCalls)}
        aria-current={isOnCalls ? "page" : undefined}
      >
        <span className="relative grid h-6.5 w-11 place-items-center">
          <Icon name="phone" size={24} />
          <Badge
            count={missed}
            label={describeMissed(missed)}
            className="!absolute start-[61%] -top-1 h-4.5 min-w-4.5 ring-2 ring-(--badge-gap)"
          />
        </span>
        {m.shell_calls()}
      </Link>
      <Link
        href="/settings"
        className={linkClass(isCurrent(location, "/settings"))}
        aria-current={isCurrent(location, "/settings") ? "page" : undefined}
      >
        <span className="grid h-6.5 place-items-center">
          <Avatar name={me.name} avatarUrl={me.avatarUrl} size={26} />
        </span>
        {m.shell_you()}
      </Link>
    </nav>
  );
}

function linkClass(current: boolean): string {
  return joinClasses(
    "flex flex-col items-center justify-center gap-1 text-2xs leading-[0.875rem] no-underline outline-offset-[-4px]",
    current ? "font-semibold text-fg" : "font-medium text-fg-muted",
  );
}
