import type { Call } from "@parley/protocol/calls";
import { Link } from "wouter";
import { askToCall } from "#kernel/call-stage";
import { describeCall, iconOfCall, isMissedCall } from "#kernel/call-words";
import { joinClasses } from "#kernel/class-names";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon } from "#ui/Icon";
import { IconButton } from "#ui/IconButton";
import { RelativeTime } from "#ui/RelativeTime";
import { summarise } from "./summarise.ts";
import { useConversation } from "./use-conversation.ts";
import { usePeer } from "./use-peer.ts";

type CallRowProps = { call: Call };

/** A call that is over: with whom, what became of it, when; and the way to call back. */
export function CallRow({ call }: CallRowProps) {
  const me = useMe();
  const isMine = call.startedBy === me.id;
  const peerId = call.participants.find(({ userId }) => userId !== me.id)?.userId ?? "";
  const peer = usePeer(peerId);
  const isWritable = useConversation(call.conversationId)?.isWritable ?? false;
  const summary = summarise(call);
  const isMissed = isMissedCall(summary, isMine);
  return (
    <li className="relative flex items-center gap-3 rounded-lg px-3 py-2.5 hover:bg-hover">
      <Avatar name={peer.name} avatarUrl={peer.avatarUrl} size={44} />
      <div className="min-w-0 flex-1">
        <Link
          href={`/chats/${call.conversationId}`}
          dir="auto"
          className="block truncate text-base leading-5 font-medium text-fg no-underline before:absolute before:inset-0 before:rounded-lg"
        >
          {peer.name}
        </Link>
        <p
          className={joinClasses(
            "mt-0.5 flex min-w-0 items-center gap-[5px] text-sm leading-5",
            isMissed ? "text-danger" : "text-fg-muted",
          )}
        >
          <Icon name={iconOfCall(call.media)} size={14} />
          <span className="min-w-0 truncate">{describeCall(summary, isMine)}</span>
        </p>
      </div>
      <RelativeTime
        at={call.endedAt ?? call.startedAt ?? ""}
        className="flex-none text-xs text-fg-subtle"
      />
      <IconButton
        label={
          call.media === "video"
            ? m.calls_call_back_video({ name: peer.firstName })
            : m.calls_call_back_voice({ name: peer.firstName })
        }
        icon={iconOfCall(call.media)}
        disabled={!isWritable}
        className="z-1 pointer-coarse:!size-11"
        onClick={() => askToCall({ conversationId: call.conversationId, media: call.media })}
      />
    </li>
  );
}
