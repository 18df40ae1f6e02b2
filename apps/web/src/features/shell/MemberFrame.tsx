import { Activity, Suspense, useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useIsStageOpen } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { showUnreadInTitle } from "#kernel/page-title";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { ErrorBoundary } from "#ui/ErrorBoundary";
import { Loading, SkeletonRows } from "#ui/Skeleton";
import { Toaster } from "#ui/Toaster";
import { BottomBar } from "./BottomBar.tsx";
import { ConnectionNotice } from "./ConnectionNotice.tsx";
import { Rail } from "./Rail.tsx";

type MemberFrameProps = {
  /** A page that takes the whole window, without rail and bar. */
  bare?: boolean;
  /** Stands above everything, such as the way back to a call. */
  banner?: ReactNode;
  children: ReactNode;
};

/** What stays around every page of somebody who is signed in. */
export function MemberFrame({ bare = false, banner, children }: MemberFrameProps) {
  const [location] = useLocation();
  const client = useClient();
  const unread = useObservable(client.totalUnread);
  const waiting = {
    unread,
    requests: useObservable(client.requests).incoming.length,
    missed: useObservable(client.calls.missed),
  };
  const isCovered = useIsStageOpen();
  const isOnline = useObservable(client.connection).state === "live";
  const isInThread = /^\/chats\/./.test(location);

  useEffect(() => {
    showUnreadInTitle(unread);
    return () => showUnreadInTitle(0);
  }, [unread]);

  return (
    <>
      <Activity mode={isCovered ? "hidden" : "visible"}>
        <div className={bare ? "flex min-h-dvh flex-col" : "flex h-dvh min-h-0 flex-col"}>
          {banner}
          <div
            className={
              bare
                ? "flex-1"
                : "flex min-h-0 flex-1 flex-col overflow-hidden sm:grid sm:grid-cols-[var(--rail-w)_minmax(0,1fr)]"
            }
          >
            <a
              href="#content"
              className="fixed start-3 top-3 z-(--z-toast) -translate-y-20 rounded-md bg-primary px-4 py-2.5 font-medium text-on-primary focus:translate-y-0"
            >
              {m.shell_skip()}
            </a>
            {!bare && <Rail {...waiting} isOnline={isOnline} />}
            <div className="relative min-h-0 min-w-0 flex-1">
              <ConnectionNotice />
              <main id="content" tabIndex={-1} className="h-full overflow-y-auto outline-none">
                <StartAtTop key={location} />
                <ErrorBoundary resetKey={location}>
                  <Suspense fallback={bare ? null : <PageLoading />}>{children}</Suspense>
                </ErrorBoundary>
              </main>
            </div>
            {!bare && !isInThread && <BottomBar {...waiting} />}
          </div>
        </div>
      </Activity>
      <Toaster />
    </>
  );
}

/** A page begins at its top, however far the one before was scrolled. Stands before the page, which may scroll itself. */
function StartAtTop() {
  const mark = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    mark.current?.parentElement?.scrollTo(0, 0);
  }, []);
  return <span ref={mark} hidden />;
}

function PageLoading() {
  return (
    <Loading className="pt-(--header-h) lg:w-(--list-w)">
      <SkeletonRows count={6} />
    </Loading>
  );
}
