import type { ConversationView } from "@parley/client/views";
import { useState } from "react";
import { useLocation } from "wouter";
import { Thread } from "#features/messages";
import { useClient } from "#kernel/client";
import { firstNameOf } from "#kernel/first-name";
import { usePageTitle } from "#kernel/page-title";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Dialog } from "#ui/Dialog";
import type { MenuEntry } from "#ui/Menu";
import { ConversationHead } from "./ConversationHead.tsx";
import { PartingDialogs, type Parting } from "#features/friends";
import { PartnerPanel } from "./PartnerPanel.tsx";

type ConversationPaneProps = {
  conversation: ConversationView;
  panel: { isBeside: boolean; isSheetOpen: boolean; toggle: () => void; closeSheet: () => void };
};

/** One conversation: head, messages, composer. */
export function ConversationPane({ conversation, panel }: ConversationPaneProps) {
  const { partner } = conversation;
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<Parting | null>(null);
  const client = useClient();
  const isFriend = useObservable(client.friends).some((friend) => friend.id === partner?.id);
  const isBlocked = useObservable(client.blocks).includes(partner?.id ?? "");
  usePageTitle(conversation.title ?? partner?.name ?? m.conversations_title());

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
          onSelect: () => setAsked("unfriend"),
        },
        {
          label: m.friends_block(),
          icon: "shield",
          danger: true,
          disabled: isBlocked,
          onSelect: () => setAsked("block"),
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
          <PartingDialogs partner={partner} asked={asked} onDone={() => setAsked(null)} />
        </>
      )}
    </>
  );
}
