import { Suspense, useEffect } from "react";
import { Redirect, Switch, useLocation } from "wouter";
import { lazyPart } from "#kernel/load-chunk";
import { watchPageTitle } from "#kernel/page-title";
import { restoreSession } from "#kernel/restore-session";
import { useSession } from "#kernel/session";
import { readStored, writeStored } from "#kernel/stored";
import { watchTheme } from "#kernel/theme";
import { ErrorBoundary } from "#ui/ErrorBoundary";
import { drawRoute, type Page } from "./routes.tsx";

function accounts() {
  return import("#features/accounts");
}

function members() {
  return import("./member-pages.tsx");
}

/** Pages of somebody who is not signed in. */
const guestPages: readonly Page[] = [
  { path: "/sign-in", Page: lazyPart(accounts, (part) => part.SignInPage) },
  { path: "/sign-up", Page: lazyPart(accounts, (part) => part.SignUpPage) },
  { path: "/verify", Page: lazyPart(accounts, (part) => part.VerifyPage) },
  { path: "/forgot", Page: lazyPart(accounts, (part) => part.ForgotPage) },
  { path: "/reset", Page: lazyPart(accounts, (part) => part.ResetPage) },
];

const MemberPages = lazyPart(members, (part) => part.MemberPages);

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

/** Somebody new says first which languages they speak; others go where they were going. */
function afterSignIn(isOnboarded: boolean): string {
  if (!isOnboarded) return "/onboarding";
  const next = readStored("session", "next");
  writeStored("session", "next", null);
  return next ?? "/chats";
}
