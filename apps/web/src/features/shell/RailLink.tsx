import { Link } from "wouter";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import { Badge } from "#ui/Badge";
import { Icon } from "#ui/Icon";
import { VisuallyHidden } from "#ui/VisuallyHidden";
import { describeMissed, describeWaiting, type NavItem, type Waiting } from "./nav-items.ts";

type RailLinkProps = Waiting & { item: NavItem; current: boolean };

/** One place of the rail, with how much waits there. */
export function RailLink({ item, current, unread, requests, missed }: RailLinkProps) {
  return (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      className={joinClasses(
        "flex w-16 flex-col items-center gap-1 rounded-md py-1.5 no-underline",
        current
          ? "bg-surface text-fg shadow-rest ring-1 ring-border [--badge-gap:var(--bg-surface)]"
          : "text-fg-muted [--badge-gap:var(--bg-desk)] hover:text-fg",
      )}
    >
      <span className="relative grid h-6.5 w-11 place-items-center">
        <Icon name={item.icon} size={22} />
        {item.hasUnread && (
          <Badge
            count={unread}
            label={m.shell_unread_messages({ count: unread })}
            className="!absolute start-[61%] -top-1 h-4.5 min-w-4.5 ring-2 ring-(--badge-gap)"
          />
        )}
        {item.hasMissed && (
          <Badge
            count={missed}
            label={describeMissed(missed)}
            className="!absolute start-[61%] -top-1 h-4.5 min-w-4.5 ring-2 ring-(--badge-gap)"
          />
        )}
        {item.hasRequests && requests > 0 && (
          <span className="absolute start-[68%] top-px size-2 rounded-full bg-badge-bg ring-2 ring-(--badge-gap)">
            <VisuallyHidden>{describeWaiting(requests)}</VisuallyHidden>
          </span>
        )}
      </span>
      <span
        className={joinClasses(
          "text-2xs leading-[0.875rem]",
          current ? "font-semibold" : "font-medium",
        )}
      >
        {item.label()}
      </span>
    </Link>
  );
}
