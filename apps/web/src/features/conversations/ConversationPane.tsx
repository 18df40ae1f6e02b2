import type { ConversationView } from "@parley/client/views";
import { Suspense, useState } from "react";
import { useLocation } from "wouter";
import type { Parting } from "#features/friends";
import { Thread } from "#features/messages";
import { useClient } from "#kernel/client";
import { firstNameOf } from "#kernel/first-name";
import { lazyPart } from "#kernel/load-chunk";
import { usePageTitle } from "#kernel/page-title";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Dialog } from "#ui/Dialog";
import type { MenuEntry } from "#ui/Menu";
import { ConversationHead } from "./ConversationHead.tsx";
import { PartnerPanel } from "./PartnerPanel.tsx";

type ConversationPaneProps = {
  conversation: ConversationView;
  panel: { isBeside: boolean; isSheetOpen: boolean; toggle: () => void; closeSheet: () => void };
};

const PartingDialogs = lazyPart(
  () => import("#features/friends"),
  (part) => part.PartingDialogs,
);

/** One conversation: head, messages, composer. */
export function ConversationPane({ conversation, panel }: ConversationPaneProps) {
  const { partner } = conversation;
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<Parting | null>(null);
  const [hasAsked, setHasAsked] = useState(false);
  const client = useClient();
  const isFriend = useObservable(client.friends).some((friend) => friend.id === partner?.id);
  const isBlocked = useObservable(client.blocks).includes(partner?.id ?? "");
  usePageTitle(conversation.title ?? partner?.name ?? m.conversations_title());

  function ask(parting: Parting) {
    setAsked(parting);
    setHasAsked(true);
  }

  const menu: MenuEntry[] = partner
    ? [
        {
          label: m.conversations_open_profile(),
          icon: "user-round",
          onSelect: () => navigate(`/people/${partner.id}`),
        },
        "separator",
        {
          label: m.friends_unfriend(),
          icon: "users",
          disabled: !isFriend,
          onSelect: () => ask("unfriend"),
        },
        {
          label: m.friends_block(),
          icon: "shield",
          danger: true,
          disabled: isBlocked,
          onSelect: () => ask("block"),
        },
      ]
    : [];

  return (
    <>
      <ConversationHead
        conversation={conversation}
        isPanelOpen={panel.isBeside || panel.isSheetOpen}
        onTogglePanel={panel.toggle}
        menu={menu}
      />
      <Thread key={conversation.id} conversation={conversation} />
      {partner && (
        <>
          <Dialog
            open={panel.isSheetOpen}
            onClose={panel.closeSheet}
            place="end"
            title={m.conversations_about({ name: firstNameOf(partner.name) })}
          >
            <div className="-mx-5 -mt-4">
              <PartnerPanel partner={partner} />
            </div>
          </Dialog>
          {hasAsked && (
            <Suspense fallback={null}>
              <PartingDialogs partner={partner} asked={asked} onDone={() => setAsked(null)} />
            </Suspense>
          )}
        </>
      )}
    </>
  );
}
