import type { User } from "@parley/protocol/profiles";
import { useState } from "react";
import { PartingDialogs, useRelation, type Parting } from "#features/friends";
import { m } from "#messages";
import { IconButton } from "#ui/IconButton";
import { Menu, type MenuEntry, type MenuTriggerProps } from "#ui/Menu";

type PersonMenuProps = { person: User };

/** Ways to part from somebody. */
export function PersonMenu({ person }: PersonMenuProps) {
  const relation = useRelation(person.id);
  const [asked, setAsked] = useState<Parting | null>(null);
  const unfriend: MenuEntry = {
    label: m.friends_unfriend(),
    onSelect: () => setAsked("unfriend"),
    danger: true,
  };
  const block: MenuEntry = {
    label: m.friends_block(),
    onSelect: () => setAsked("block"),
    danger: true,
  };
  return (
    <>
      <Menu
        label={m.profiles_more()}
        entries={relation.kind === "friend" ? [unfriend, block] : [block]}
        trigger={drawMenuButton}
      />
      <PartingDialogs partner={person} asked={asked} onDone={() => setAsked(null)} />
    </>
  );
}

function drawMenuButton(trigger: MenuTriggerProps) {
  return <IconButton {...trigger} label={m.profiles_more()} icon="ellipsis" />;
}
