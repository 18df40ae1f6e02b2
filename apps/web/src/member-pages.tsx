import { Redirect, Route, Switch } from "wouter";
import { CallBar, CallHost, CallsPage } from "#features/calls";
import { ChatsPage } from "#features/conversations";
import { NewMessageNotices } from "#features/messages";
import { MemberFrame, MemberRoot, NotFoundPage } from "#features/shell";
import { lazyPart } from "#kernel/load-chunk";
import { drawRoute, type Page } from "./routes.tsx";

function discovery() {
  return import("#features/discovery");
}

function friends() {
  return import("#features/friends");
}

function profiles() {
  return import("#features/profiles");
}

/** Pages behind the sign-in, inside the frame of the shell. */
const memberPages: readonly Page[] = [
  { path: "/chats/:id?", Page: ChatsPage },
  { path: "/calls", Page: CallsPage },
  { path: "/discover", Page: lazyPart(discovery, (part) => part.DiscoverPage) },
  { path: "/requests", Page: lazyPart(friends, (part) => part.RequestsPage) },
  { path: "/people/:id", Page: lazyPart(profiles, (part) => part.PersonPage) },
  { path: "/settings/:section?", Page: lazyPart(profiles, (part) => part.SettingsPage) },
];

/** Pages behind the sign-in that take the whole window. */
const barePages: readonly Page[] = [
  { path: "/onboarding", Page: lazyPart(profiles, (part) => part.OnboardingPage) },
];

type MemberPagesProps = { userId: string };

export function MemberPages({ userId }: MemberPagesProps) {
  return (
    <MemberRoot key={userId} userId={userId}>
      <NewMessageNotices />
      <CallHost />
      <Switch>
        <Route path="/">
          <Redirect to="/chats" replace />
        </Route>
        {barePages.map(drawBareRoute)}
        <Route>
          <MemberFrame banner={<CallBar />}>
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

function drawBareRoute({ path, Page }: Page) {
  return (
    <Route key={path} path={path}>
      {(params) => (
        <MemberFrame bare banner={<CallBar />}>
          <Page params={params} />
        </MemberFrame>
      )}
    </Route>
  );
}
