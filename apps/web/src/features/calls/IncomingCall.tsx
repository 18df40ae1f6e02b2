import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { CallView } from "@parley/client/calls/views";
import type { CallMedia } from "@parley/protocol/calls";
import { useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { rememberFocus } from "#kernel/call-focus";
import { iconOfCall } from "#kernel/call-words";
import { useClient } from "#kernel/client";
import { useTitleNotice } from "#kernel/page-title";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { CallerCard } from "./CallerCard.tsx";
import { describeCallError } from "./describe-call-error.ts";
import { PreviewDialog } from "./PreviewDialog.tsx";
import { RingButton } from "./RingButton.tsx";
import { usePeer } from "./use-peer.ts";
import { useRing } from "./use-ring.ts";
import { willBrowserAsk } from "./will-browser-ask.ts";

type IncomingCallProps = { call: Extract<CallView, { state: "incoming" }> };

/** Somebody calls: who, and what can be done about it. */
export function IncomingCall({ call }: IncomingCallProps) {
  const { calls } = useClient();
  const [, navigate] = useLocation();
  const peer = usePeer(call.peerId);
  const [isPreviewing, setIsPreviewing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  useTitleNotice(m.calls_is_calling({ name: peer.firstName }));
  useRing("incoming", !isPreviewing, call.ringUntil);
  useLayoutEffect(rememberFocus, []);

  function attempt(act: () => Promise<void>) {
    setProblem(null);
    act().catch((error: unknown) => setProblem(describeCallError(error, peer.firstName)));
  }

  async function acceptWith(media: CallMedia) {
    calls.openPreview(media);
    try {
      await calls.accept();
    } catch (error) {
      calls.closePreview();
      throw error;
    }
  }

  async function accept() {
    if (call.media === "video" && (await willBrowserAsk())) setIsPreviewing(true);
    else await acceptWith(call.media);
  }

  function reply() {
    attempt(() => calls.decline());
    navigate(`/chats/${call.conversationId}`);
  }

  if (isPreviewing) {
    return (
      <PreviewDialog
        open
        title={m.calls_answer_title({ name: peer.firstName })}
        media="video"
        peer={peer}
        confirmLabel={m.calls_join()}
        confirmingLabel={m.calls_joining()}
        onConfirm={() => calls.accept()}
        onCancel={() => setIsPreviewing(false)}
      />
    );
  }
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-(--z-call) bg-scrim transition-opacity duration-(--dur-base) data-starting-style:opacity-0" />
        <AlertDialog.Popup
          ref={popup}
          initialFocus={popup}
          className="fixed inset-x-0 bottom-0 z-(--z-call) flex max-h-[94dvh] flex-col overflow-y-auto rounded-t-xl bg-raised px-5 pt-11 pb-[calc(24px+env(safe-area-inset-bottom))] text-center shadow-dialog ring-1 ring-border-soft outline-none [--row-bg:var(--bg-raised)] transition-[opacity,translate] duration-(--dur-base) ease-out data-starting-style:translate-y-3 data-starting-style:opacity-0 sm:inset-x-auto sm:start-1/2 sm:top-1/2 sm:bottom-auto sm:w-[min(432px,calc(100vw-48px))] sm:-translate-1/2 sm:rounded-xl sm:px-8 sm:pb-6 rtl:sm:translate-x-1/2"
        >
          <CallerCard call={call} peer={peer} />
          {problem !== null && (
            <Banner tone="error" className="mb-4 text-start">
              {problem}
            </Banner>
          )}
          <div className="sticky bottom-0 grid flex-none grid-cols-[repeat(auto-fit,minmax(4.25rem,1fr))] gap-y-4 bg-raised py-1">
            <RingButton
              tone="no"
              icon="phone"
              label={m.calls_decline()}
              onClick={() => attempt(() => calls.decline())}
            />
            <RingButton icon="message-circle" label={m.calls_reply()} onClick={reply} />
            {call.media === "video" && (
              <RingButton
                icon="phone"
                label={m.calls_voice_only()}
                onClick={() => attempt(() => acceptWith("voice"))}
              />
            )}
            <RingButton
              tone="yes"
              icon={iconOfCall(call.media)}
              label={m.calls_accept()}
              onClick={() => attempt(accept)}
            />
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
