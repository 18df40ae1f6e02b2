import { useEffect, useMemo } from "react";
import { useClient } from "#kernel/client";
import { usePageTitle } from "#kernel/page-title";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { EmptyState } from "#ui/EmptyState";
import { SplitView } from "#ui/SplitView";
import { ConversationList } from "./ConversationList.tsx";
import { ConversationPane } from "./ConversationPane.tsx";
import { NotHere } from "./NotHere.tsx";
import { PartnerPanel } from "./PartnerPanel.tsx";
import { usePanel } from "./use-panel.ts";

type ChatsPageProps = { params: Readonly<Record<string, string | undefined>> };

/** Far more than are ever in view; the client watches at most 500. */
const MOST_WATCHED = 100;

/** The list of conversations and, in `/chats/:id`, the one that is open. */
export function ChatsPage({ params }: ChatsPageProps) {
  const openId = params["id"] ?? null;
  const client = useClient();
  const conversation = useObservable(
    useMemo(() => client.conversation(openId ?? ""), [client, openId]),
  );
  const panel = usePanel();
  const partner = conversation?.partner ?? null;
  const hasPanel = panel.isBeside && partner !== null;
  usePresenceOfPartners();

  return (
    <SplitView
      list={<ConversationList openId={openId} />}
      showing={openId === null ? "list" : "detail"}
      {...(hasPanel ? { panel: <PartnerPanel partner={partner} /> } : {})}
    >
      {openId === null && <NothingChosen />}
      {openId !== null && conversation === null && <NotHere />}
      {conversation !== null && (
        <ConversationPane key={conversation.id} conversation={conversation} panel={panel} />
      )}
    </SplitView>
  );
}

function NothingChosen() {
  usePageTitle(m.conversations_title());
  return (
    <EmptyState title={m.conversations_choose_title()} className="m-auto">
      {m.conversations_choose_text()}
    </EmptyState>
  );
}

/** Shows who is online while the list is on the screen. */
function usePresenceOfPartners(): void {
  const client = useClient();
  const watched = useObservable(client.conversations)
    .slice(0, MOST_WATCHED)
    .flatMap(({ partner }) => partner?.id ?? [])
    .toSorted()
    .join();
  useEffect(() => {
    const stop = new AbortController();
    if (watched !== "") client.watchPresence(watched.split(","), stop.signal);
    return () => stop.abort();
  }, [client, watched]);
}
