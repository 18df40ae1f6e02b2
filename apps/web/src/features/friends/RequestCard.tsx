import type { FriendRequest } from "@parley/protocol/friends";
import { useLocation } from "wouter";
import { useClient } from "#kernel/client";
import { firstNameOf } from "#kernel/first-name";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { Link } from "#ui/Link";
import { RelativeTime } from "#ui/RelativeTime";
import { PersonLine } from "./PersonLine.tsx";
import { acceptRequest, cancelRequest, refuseRequest } from "./request-acts.ts";
import { useAct } from "./use-act.ts";

type RequestCardProps = { request: FriendRequest };

const cardClass =
  "grid gap-3.5 rounded-lg bg-surface px-4.5 pt-4 pb-3.5 shadow-rest ring-1 ring-border [--row-bg:var(--bg-surface)]";

/** Somebody who would like to talk, with their first line. */
export function IncomingCard({ request }: RequestCardProps) {
  const { from } = request;
  const name = firstNameOf(from.name);
  const client = useClient();
  const [, navigate] = useLocation();
  const { running, run } = useAct<"accept" | "refuse">();

  async function accept() {
    const conversationId = await acceptRequest(request.id);
    client.refresh();
    navigate(`/chats/${conversationId}`);
  }

  async function refuse() {
    await refuseRequest(request.id);
    showToast({ text: m.friends_refused({ name }) });
  }

  return (
    <article aria-label={from.name} className={cardClass}>
      <PersonLine person={from} />
      <p
        dir="auto"
        className="line-directions font-serif text-[1.0625rem] leading-[1.625rem] whitespace-pre-wrap wrap-anywhere"
      >
        {request.message}
      </p>
      <footer className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          size="sm"
          loading={running === "accept"}
          onClick={() => void run("accept", accept)}
        >
          {m.friends_accept()}
        </Button>
        <Button
          variant="quiet"
          size="sm"
          loading={running === "refuse"}
          onClick={() => void run("refuse", refuse)}
        >
          {m.friends_refuse()}
        </Button>
        <Link quiet href={`/people/${from.id}`} className="ms-1 text-sm">
          {m.friends_view_profile()}
        </Link>
        <RelativeTime at={request.at} form="ago" className="ms-auto text-xs text-fg-subtle" />
      </footer>
    </article>
  );
}

/** Somebody one has asked, until they answer. */
export function OutgoingCard({ request }: RequestCardProps) {
  const { running, run } = useAct<"cancel">();
  return (
    <article aria-label={request.to.name} className={cardClass}>
      <PersonLine person={request.to} />
      <p dir="auto" className="line-directions text-fg-muted whitespace-pre-wrap wrap-anywhere">
        {request.message}
      </p>
      <footer className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          loading={running === "cancel"}
          onClick={() => void run("cancel", () => cancelRequest(request.id))}
        >
          {m.friends_take_back()}
        </Button>
        <Link quiet href={`/people/${request.to.id}`} className="ms-1 text-sm">
          {m.friends_view_profile()}
        </Link>
        <RelativeTime at={request.at} form="ago" className="ms-auto text-xs text-fg-subtle" />
      </footer>
    </article>
  );
}
