import { useState, type RefObject } from "react";
import { openCallChat, useIsChatOpen, type LiveCall } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { moveInToolbar } from "#kernel/move-in-toolbar";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Dialog } from "#ui/Dialog";
import { CallControl } from "./CallControl.tsx";
import { DeviceFields } from "./DeviceFields.tsx";
import { useConversation } from "./use-conversation.ts";
import type { Peer } from "./use-peer.ts";

type StageControlsProps = {
  call: LiveCall;
  peer: Peer;
  chatButton: RefObject<HTMLButtonElement | null>;
};

/** What can be done in a call. */
export function StageControls({ call, peer, chatButton }: StageControlsProps) {
  const { calls } = useClient();
  const isChatOpen = useIsChatOpen();
  const unread = useConversation(call.conversationId)?.unread ?? 0;
  const [isChoosing, setIsChoosing] = useState(false);
  const { shortcuts } = useMe().settings;
  const { local } = call;
  const mic = local.mic && local.micProblem === null;
  const cam = local.cam && local.camProblem === null;
  const isCalling = call.state === "outgoing";
  return (
    <div
      role="toolbar"
      tabIndex={-1}
      aria-label={m.calls_controls()}
      onKeyDown={moveInToolbar}
      className="col-span-full flex items-start justify-center gap-0.5 px-2 pt-3.5 pb-[calc(12px+env(safe-area-inset-bottom))] min-[26rem]:gap-2.5 sm:min-h-26 sm:pt-4.5"
    >
      <CallControl
        icon={mic ? "mic" : "mic-off"}
        text={mic ? m.calls_mute() : m.calls_unmute()}
        look={mic ? "plain" : "off"}
        {...(shortcuts ? { keys: "M" } : {})}
        onClick={() => void calls.setMic(!mic)}
      />
      <CallControl
        icon={cam ? "video" : "video-off"}
        text={m.calls_camera()}
        label={cam ? m.calls_camera_off() : m.calls_camera_on()}
        look={cam ? "plain" : "off"}
        {...(shortcuts ? { keys: "V" } : {})}
        onClick={() => void calls.setCam(!cam)}
      />
      <CallControl
        icon="settings"
        text={m.calls_devices()}
        opens="dialog"
        isOpen={isChoosing}
        onClick={() => setIsChoosing(true)}
      />
      <CallControl
        ref={chatButton}
        icon="message-circle"
        text={m.calls_chat()}
        {...(unread > 0 ? { label: m.calls_chat_unread({ count: unread }) } : {})}
        look={isChatOpen ? "on" : "plain"}
        isOpen={isChatOpen}
        count={isChatOpen ? 0 : unread}
        onClick={() => openCallChat(!isChatOpen)}
      />
      <CallControl
        icon="phone"
        text={isCalling ? m.calls_cancel() : m.calls_leave()}
        look="end"
        onClick={() => void calls.hangUp()}
      />
      <Dialog open={isChoosing} onClose={() => setIsChoosing(false)} title={m.calls_devices()}>
        <DeviceFields media="video" local={call.local} peerName={peer.firstName} />
      </Dialog>
    </div>
  );
}
