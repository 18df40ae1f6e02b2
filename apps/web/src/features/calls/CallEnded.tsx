import type { CallView } from "@parley/client/calls/views";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { forgetFocus } from "#kernel/call-focus";
import { askToCall } from "#kernel/call-stage";
import { describeDuration, iconOfCall } from "#kernel/call-words";
import { useClient } from "#kernel/client";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon } from "#ui/Icon";
import { StageButton } from "./StageButton.tsx";
import type { Peer } from "./use-peer.ts";

type EndedCall = Extract<CallView, { state: "ended" }>;

type CallEndedProps = { call: EndedCall; peer: Peer };

/** How a call ended, how long it was, and how to go on. */
export function CallEnded({ call, peer }: CallEndedProps) {
  const { calls } = useClient();
  const [, navigate] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const { title, text } = describeEnd(call, peer.firstName);

  useEffect(() => heading.current?.focus(), []);

  function callAgain() {
    askToCall({ conversationId: call.conversationId, media: call.media });
    calls.dismiss();
  }

  function write() {
    forgetFocus();
    calls.dismiss();
    navigate(`/chats/${call.conversationId}`);
  }

  return (
    <div className="grid min-h-0 place-content-center justify-items-center gap-2 overflow-y-auto px-6 pb-10 text-center">
      <Avatar name={peer.name} avatarUrl={peer.avatarUrl} size={104} className="mb-4" />
      <h2
        ref={heading}
        tabIndex={-1}
        className="font-serif text-[1.75rem] leading-9 font-[600] tracking-tight wrap-anywhere outline-none"
      >
        {title}
      </h2>
      <p className="text-base text-stage-muted">{text}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2.5">
        <StageButton onClick={() => calls.dismiss()}>{m.calls_close()}</StageButton>
        <StageButton onClick={write}>
          <Icon name="message-circle" size={18} />
          {m.calls_send_message()}
        </StageButton>
        {call.reason !== "not-allowed" && (
          <StageButton onClick={callAgain} className="!bg-stage-fg !text-stage-bg">
            <Icon name={iconOfCall(call.media)} size={18} />
            {m.calls_again()}
          </StageButton>
        )}
      </div>
    </div>
  );
}

function describeEnd(call: EndedCall, name: string): { title: string; text: string } {
  const lasted =
    call.seconds > 0
      ? m.calls_ended_lasted({ duration: describeDuration(call.seconds), name })
      : "";
  switch (call.reason) {
    case "timeout":
    case "missed":
      return { title: m.calls_ended_timeout(), text: m.calls_ended_timeout_text({ name }) };
    case "declined":
      return { title: m.calls_ended_declined(), text: m.calls_ended_declined_text({ name }) };
    case "busy":
      return { title: m.calls_ended_busy({ name }), text: m.calls_ended_busy_text() };
    case "failed":
      return {
        title: m.calls_ended_failed(),
        text:
          call.seconds > 0
            ? `${m.calls_ended_failed_text()} ${lasted}.`
            : m.calls_ended_failed_early(),
      };
    case "lost":
      return { title: m.calls_ended_lost(), text: lasted || m.calls_ended_lost_text() };
    case "not-allowed":
      return { title: m.calls_ended_not_allowed({ name }), text: lasted };
    default:
      return { title: m.calls_ended_completed(), text: lasted };
  }
}
