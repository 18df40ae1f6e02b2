import { useEffect } from "react";
import { create } from "zustand";

const NAME = "Parley";

const useStore = create<{ page: string; unread: number }>(() => ({ page: "", unread: 0 }));

/** The title of the window: `(3) Chats · Parley`. */
export function composeTitle(page: string, unread: number): string {
  const title = page === "" ? NAME : `${page} · ${NAME}`;
  return unread > 0 ? `(${unread > 99 ? "99+" : unread}) ${title}` : title;
}

/** Names the page in the title of the window while the page is shown. */
export function usePageTitle(page: string): void {
  useEffect(() => {
    useStore.setState({ page });
  }, [page]);
}

/** Puts the count of unread messages into the title and a dot onto the icon of the window. */
export function showUnreadInTitle(unread: number): void {
  useStore.setState({ unread });
}

/** Keeps title and icon true until `signal` aborts. */
export function watchPageTitle(signal: AbortSignal): void {
  const draw = ({ page, unread }: { page: string; unread: number }) => {
    document.title = composeTitle(page, unread);
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const href = unread > 0 ? "/favicon-unread.svg" : "/favicon.svg";
    if (icon && icon.getAttribute("href") !== href) icon.href = href;
  };
  signal.addEventListener("abort", useStore.subscribe(draw), { once: true });
  draw(useStore.getState());
}
