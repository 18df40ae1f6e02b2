import type { IconName } from "#ui/Icon";
import { m } from "#messages";

export type NavItem = {
  href: string;
  label: () => string;
  icon: IconName;
  hasUnread?: true;
  hasRequests?: true;
  hasMissed?: true;
};

export const chatsItem: NavItem = {
  href: "/chats",
  label: () => m.shell_chats(),
  icon: "message-circle",
  hasUnread: true,
};
export const discoverItem: NavItem = {
  href: "/discover",
  label: () => m.shell_discover(),
  icon: "compass",
};
export const callsItem: NavItem = {
  href: "/calls",
  label: () => m.shell_calls(),
  icon: "phone",
  hasMissed: true,
};
export const requestsItem: NavItem = {
  href: "/requests",
  label: () => m.shell_requests(),
  icon: "users",
  hasRequests: true,
};
export const settingsItem: NavItem = {
  href: "/settings",
  label: () => m.shell_settings(),
  icon: "settings",
};

/** Whether a place in the navigation is the one that is shown. */
export function isCurrent(location: string, href: string): boolean {
  return location === href || location.startsWith(`${href}/`);
}

/** How many requests wait, for whoever does not see the dot. */
export function describeWaiting(requests: number): string {
  return requests === 1 ? m.shell_waiting_request() : m.shell_waiting_requests({ count: requests });
}

/** How many calls were missed, for whoever does not see the number. */
export function describeMissed(missed: number): string {
  return missed === 1 ? m.shell_missed_call() : m.shell_missed_calls({ count: missed });
}

/** What waits in the places of the app. */
export type Waiting = { unread: number; requests: number; missed: number };
