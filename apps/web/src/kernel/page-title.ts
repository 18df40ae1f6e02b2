import { useEffect } from "react";
import { create } from "zustand";

const NAME = "Parley";

type Title = {
  page: string;
  unread: number;
  /** What matters more than the page, such as who is calling. */
  notice: string;
};

const useStore = create<Title>(() => ({ page: "", unread: 0, notice: "" }));

/** The title of the window: `(3) Chats · Parley`; a notice takes the place of the page and its count. */
export function composeTitle({ page, unread, notice }: Title): string {
  if (notice !== "") return `${notice} · ${NAME}`;
  const title = page === "" ? NAME : `${page} · ${NAME}`;
  return unread > 0 ? `(${unread > 99 ? "99+" : unread}) ${title}` : title;
}

/** Names the page in the title of the window while the page is shown. */
export function usePageTitle(page: string): void {
  useEffect(() => {
    useStore.setState({ page });
  }, [page]);
}

/** Says something in the title of the window while it lasts. */
export function useTitleNotice(notice: string): void {
  useEffect(() => {
    useStore.setState({ notice });
    return () => useStore.setState({ notice: "" });
  }, [notice]);
}

/** Puts the count of unread messages into the title and a dot onto the icon of the window. */
export function showUnreadInTitle(unread: number): void {
  useStore.setState({ unread });
}

/** Keeps title and icon true until `signal` aborts. */
export function watchPageTitle(signal: AbortSignal): void {
  const draw = (title: Title) => {
    const { unread } = title;
    document.title = composeTitle(title);
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const href = unread > 0 ? "/favicon-unread.svg" : "/favicon.svg";
    if (icon && icon.getAttribute("href") !== href) icon.href = href;
  };
  signal.addEventListener("abort", useStore.subscribe(draw), { once: true });
  draw(useStore.getState());
}
