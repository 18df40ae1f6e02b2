import { Suspense, useEffect, type ComponentType } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { lazyPart } from "#kernel/load-chunk";
import { watchPageTitle } from "#kernel/page-title";
import { restoreSession } from "#kernel/restore-session";
import { useSession } from "#kernel/session";
import { readStored, writeStored } from "#kernel/stored";
import { watchTheme } from "#kernel/theme";
import { ErrorBoundary } from "#ui/ErrorBoundary";

/** What a page is given: the named parts of its address. */
export type PageProps = { params: Readonly<Record<string, string | undefined>> };

type Page = { path: string; Page: ComponentType<PageProps> };

function accounts() {
  return import("#features/accounts");
}

function shell() {
  return import("#features/shell");
}

function conversations() {
  return import("#features/conversations");
}

function calls() {
  return import("#features/calls");
}

function messages() {
  return import("#features/messages");
}

function discovery() {
  return import("#features/discovery");
}

function friends() {
  return import("#features/friends");
}

function profiles() {
  return import("#features/profiles");
}

/** Pages of somebody who is not signed in. */
const guestPages: readonly Page[] = [
  { path: "/sign-in", Page: lazyPart(accounts, (part) => part.SignInPage) },
  { path: "/sign-up", Page: lazyPart(accounts, (part) => part.SignUpPage) },
  { path: "/verify", Page: lazyPart(accounts, (part) => part.VerifyPage) },
  { path: "/forgot", Page: lazyPart(accounts, (part) => part.ForgotPage) },
  { path: "/reset", Page: lazyPart(accounts, (part) => part.ResetPage) },
];

/** Pages behind the sign-in, inside the frame of the shell. Each feature is one chunk, loaded with the first of its pages. */
const memberPages: readonly Page[] = [
  { path: "/chats/:id?", Page: lazyPart(conversations, (part) => part.ChatsPage) },
  { path: "/calls", Page: lazyPart(calls, (part) => part.CallsPage) },
  { path: "/discover", Page: lazyPart(discovery, (part) => part.DiscoverPage) },
  { path: "/requests", Page: lazyPart(friends, (part) => part.RequestsPage) },
  { path: "/people/:id", Page: lazyPart(profiles, (part) => part.PersonPage) },
  { path: "/settings/:section?", Page: lazyPart(profiles, (part) => part.SettingsPage) },
];

/** Pages behind the sign-in that take the whole window. */
const barePages: readonly Page[] = [
  { path: "/onboarding", Page: lazyPart(profiles, (part) => part.OnboardingPage) },
];

const MemberRoot = lazyPart(shell, (part) => part.MemberRoot);
const MemberFrame = lazyPart(shell, (part) => part.MemberFrame);
const CallHost = lazyPart(calls, (part) => part.CallHost);
const CallBar = lazyPart(calls, (part) => part.CallBar);
const NewMessageNotices = lazyPart(messages, (part) => part.NewMessageNotices);
const NotFoundPage = lazyPart(shell, (part) => part.NotFoundPage);

export function App() {
  const [location] = useLocation();
  useEffect(() => {
    const lifetime = new AbortController();
    watchTheme(lifetime.signal);
    watchPageTitle(lifetime.signal);
    void restoreSession();
    return () => lifetime.abort();
  }, []);

  return (
    <ErrorBoundary resetKey={location}>
      <Suspense fallback={null}>
        <Pages />
      </Suspense>
    </ErrorBoundary>
  );
}

function Pages() {
  const [location] = useLocation();
  const session = useSession();
  const isGuestPage = guestPages.some((page) => page.path === location);

  if (session.state === "member" && isGuestPage)
    return <Redirect to={afterSignIn(session.me.onboarded)} replace />;
  if (session.state === "member") return <MemberPages userId={session.me.id} />;
  if (isGuestPage) return <Switch>{guestPages.map(drawRoute)}</Switch>;
  if (session.state === "unknown") return null;
  if (session.ended !== "SIGNED_OUT") writeStored("session", "next", location);
  return <Redirect to="/sign-in" replace />;
}

type MemberPagesProps = { userId: string };

function MemberPages({ userId }: MemberPagesProps) {
  return (
    <MemberRoot key={userId} userId={userId}>
      <Suspense fallback={null}>
        <NewMessageNotices />
      </Suspense>
      <Suspense fallback={null}>
        <CallHost />
      </Suspense>
      <Switch>
        <Route path="/">
          <Redirect to="/chats" replace />
        </Route>
        {barePages.map(drawBareRoute)}
        <Route>
          <MemberFrame banner={<CallBanner />}>
            <Switch>
              {memberPages.map(drawRoute)}
              <Route>
                <NotFoundPage />
              </Route>
            </Switch>
          </MemberFrame>
        </Route>
      </Switch>
    </MemberRoot>
  );
}

function CallBanner() {
  return (
    <Suspense fallback={null}>
      <CallBar />
    </Suspense>
  );
}

function drawRoute({ path, Page }: Page) {
  return (
    <Route key={path} path={path}>
      {(params) => <Page params={params} />}
    </Route>
  );
}

function drawBareRoute({ path, Page }: Page) {
  return (
    <Route key={path} path={path}>
      {(params) => (
        <MemberFrame bare banner={<CallBanner />}>
          <Page params={params} />
        </MemberFrame>
      )}
    </Route>
  );
}

/** Somebody new says first which languages they speak; others go where they were going. */
function afterSignIn(isOnboarded: boolean): string {
  if (!isOnboarded) return "/onboarding";
  const next = readStored("session", "next");
  writeStored("session", "next", null);
  return next ?? "/chats";
}
