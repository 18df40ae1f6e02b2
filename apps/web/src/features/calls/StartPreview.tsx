import { dropCallWish, isLive, type CallWish } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { PreviewDialog } from "./PreviewDialog.tsx";
import { useConversation } from "./use-conversation.ts";
import { describePeer } from "./use-peer.ts";

type StartPreviewProps = { wish: CallWish };

/** Asks once more before it rings at the other side. */
export function StartPreview({ wish }: StartPreviewProps) {
  const client = useClient();
  const { conversationId, media } = wish;
  const call = useObservable(client.calls.current);
  const peer = describePeer(useConversation(conversationId)?.partner ?? null);

  async function start() {
    await client.calls.start(conversationId, media);
    dropCallWish();
  }

  return (
    <PreviewDialog
      open={!isLive(call)}
      title={
        media === "video"
          ? m.calls_start_video({ name: peer.firstName })
          : m.calls_start_voice({ name: peer.firstName })
      }
      media={media}
      peer={peer}
      confirmLabel={m.calls_start()}
      confirmingLabel={m.calls_starting()}
      onConfirm={start}
      onCancel={dropCallWish}
    />
  );
}
