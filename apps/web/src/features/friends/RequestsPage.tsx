import type { ReactNode } from "react";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { ButtonLink } from "#ui/ButtonLink";
import { EmptyState } from "#ui/EmptyState";
import { PageHead } from "#ui/PageHead";
import { FriendCard } from "./FriendCard.tsx";
import { IncomingCard, OutgoingCard } from "./RequestCard.tsx";

/** Who would like to talk, whom one has asked, and with whom one talks already. */
export function RequestsPage() {
  const client = useClient();
  const { incoming, outgoing } = useObservable(client.requests);
  const friends = useObservable(client.friends);
  const isEmpty = incoming.length + outgoing.length + friends.length === 0;
  return (
    <div className="mx-auto w-full max-w-[760px] pb-10">
      <PageHead
        title={m.friends_title()}
        back={{ href: "/chats", label: m.conversations_back() }}
      />
      {isEmpty && (
        <EmptyState
          title={m.friends_empty_title()}
          icon="users"
          action={
            <ButtonLink href="/discover" variant="primary">
              {m.friends_find_partner()}
            </ButtonLink>
          }
        >
          {m.friends_empty_text()}
        </EmptyState>
      )}
      <Section title={m.friends_incoming()} count={incoming.length}>
        {incoming.toReversed().map((request) => (
          <IncomingCard key={request.id} request={request} />
        ))}
      </Section>
      <Section title={m.friends_outgoing()} count={outgoing.length}>
        {outgoing.toReversed().map((request) => (
          <OutgoingCard key={request.id} request={request} />
        ))}
      </Section>
      <Section title={m.friends_friends()} count={friends.length} columns>
        {friends.map((friend) => (
          <FriendCard key={friend.id} friend={friend} />
        ))}
      </Section>
    </div>
  );
}

type SectionProps = { title: string; count: number; columns?: boolean; children: ReactNode };

function Section({ title, count, columns = false, children }: SectionProps) {
  if (count === 0) return null;
  return (
    <section aria-label={title} className="px-5 pt-2 pb-4">
      <h2 className="flex items-baseline gap-2 pb-2.5 text-sm font-semibold">
        {title}
        <span className="font-[420] text-fg-subtle tabular-nums">{count}</span>
      </h2>
      <div className={columns ? "grid gap-2 sm:grid-cols-2" : "grid gap-3"}>{children}</div>
    </section>
  );
}
