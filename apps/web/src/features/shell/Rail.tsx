import { Link, useLocation } from "wouter";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Logo } from "#ui/Logo";
import { VisuallyHidden } from "#ui/VisuallyHidden";
import {
  callsItem,
  chatsItem,
  discoverItem,
  isCurrent,
  requestsItem,
  settingsItem,
  type Waiting,
} from "./nav-items.ts";
import { RailLink } from "./RailLink.tsx";

type RailProps = Waiting & { isOnline: boolean };

/** The places of the app, from 640 pixels on. */
export function Rail({ isOnline, ...counts }: RailProps) {
  const [location] = useLocation();
  const me = useMe();
  return (
    <nav
      aria-label={m.shell_navigation()}
      className="z-(--z-rail) hidden min-h-0 flex-col items-center overflow-y-auto border-e border-border bg-desk pt-3.5 pb-4 [--row-bg:var(--bg-desk)] sm:flex"
    >
      <span className="mb-3.5 grid size-11 flex-none place-items-center">
        <Logo size={34} label={m.shell_app_name()} />
      </span>
      <div className="flex flex-1 flex-col gap-0.5">
        {[chatsItem, discoverItem, callsItem, requestsItem].map((item) => (
          <RailLink
            key={item.href}
            item={item}
            current={isCurrent(location, item.href)}
            {...counts}
          />
        ))}
      </div>
      <RailLink item={settingsItem} current={isCurrent(location, settingsItem.href)} {...counts} />
      <Link
        href="/settings/profile"
        className="mt-3 flex-none rounded-full focus-visible:rounded-full"
      >
        <VisuallyHidden>{m.shell_your_profile()}</VisuallyHidden>
        <Avatar
          name={me.name}
          avatarUrl={me.avatarUrl}
          size={38}
          presence={isOnline ? "online" : "offline"}
        />
      </Link>
    </nav>
  );
}
