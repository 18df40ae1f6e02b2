import { useState, type ReactNode } from "react";
import { useClient } from "#kernel/client";
import { dropOfflineCopy } from "#kernel/offline-copy";
import { describeProblem } from "#kernel/problem-text";
import { leaveSession } from "#kernel/session";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";
import { ConfirmDialog } from "#ui/ConfirmDialog";
import { preloadDialog } from "#ui/Dialog";
import { signOut } from "./accounts-api.ts";
import { useSubmit } from "./use-submit.ts";

type SignOutTrigger = {
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
  "aria-busy": true | undefined;
};

type SignOutProps = {
  /** Draws the control: `(trigger) => <Button {...trigger}>Sign out</Button>`. */
  children: (trigger: SignOutTrigger) => ReactNode;
};

/** Signs this device out and wipes what it keeps; asks first when something written is not sent yet. */
export function SignOut({ children }: SignOutProps) {
  const client = useClient();
  const [isAsking, setIsAsking] = useState(false);
  const { pending, submit } = useSubmit(async () => {
    try {
      await leaveSession(async () => {
        await signOut();
        await client.signOut();
        await dropOfflineCopy();
      });
    } catch (error) {
      showToast({ tone: "error", text: describeProblem(error) });
      throw error;
    }
  });

  function start() {
    const hasDraft = client.conversations.get().some(({ draft }) => draft.trim() !== "");
    if (client.hasUnsent() || hasDraft) setIsAsking(true);
    else submit();
  }

  return (
    <>
      {children({
        onClick: start,
        onPointerEnter: preloadDialog,
        onFocus: preloadDialog,
        "aria-busy": pending || undefined,
      })}
      <ConfirmDialog
        open={isAsking}
        danger
        title={m.accounts_sign_out_title()}
        confirmLabel={m.accounts_sign_out()}
        confirmingLabel={m.accounts_signing_out()}
        confirming={pending}
        onConfirm={submit}
        onCancel={() => setIsAsking(false)}
      >
        {m.accounts_sign_out_text()}
      </ConfirmDialog>
    </>
  );
}
