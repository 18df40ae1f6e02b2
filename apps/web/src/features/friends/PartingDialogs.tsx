import type { User } from "@parley/protocol/profiles";
import { useState } from "react";
import { describeProblem } from "#kernel/problem-text";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";
import { ConfirmDialog } from "#ui/ConfirmDialog";
import { blockPerson, endFriendship } from "./relationship-acts.ts";

export type Parting = "unfriend" | "block";

type PartingDialogsProps = { partner: User; asked: Parting | null; onDone: () => void };

/** Asks before a friendship ends or somebody is blocked. */
export function PartingDialogs({ partner, asked, onDone }: PartingDialogsProps) {
  const [isBusy, setIsBusy] = useState(false);
  const { name } = partner;

  async function part(how: Parting) {
    setIsBusy(true);
    try {
      await (how === "block" ? blockPerson(partner.id) : endFriendship(partner.id));
      showToast({
        tone: "success",
        text: how === "block" ? m.friends_blocked({ name }) : m.friends_unfriended({ name }),
      });
      onDone();
    } catch (error) {
      showToast({ tone: "error", text: describeProblem(error) });
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <>
      <ConfirmDialog
        open={asked === "unfriend"}
        title={m.friends_unfriend_title({ name })}
        confirmLabel={m.friends_unfriend()}
        confirming={isBusy}
        danger
        onConfirm={() => void part("unfriend")}
        onCancel={onDone}
      >
        {m.friends_unfriend_text()}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === "block"}
        title={m.friends_block_title({ name })}
        confirmLabel={m.friends_block()}
        confirming={isBusy}
        danger
        onConfirm={() => void part("block")}
        onCancel={onDone}
      >
        {m.friends_block_text({ name })}
      </ConfirmDialog>
    </>
  );
}
