import { askToCall } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { IconButton } from "#ui/IconButton";
import { preloadCallParts } from "./late-parts.ts";

type CallButtonsProps = { conversationId: string; isWritable: boolean };

/** The ways to call from the head of a conversation; unusable while one is in a call or may not write. */
export function CallButtons({ conversationId, isWritable }: CallButtonsProps) {
  const call = useObservable(useClient().calls.current);
  const isFree = call.state === "idle" || call.state === "ended";
  const shared = {
    disabled: !isWritable || !isFree,
    onPointerEnter: preloadCallParts,
    onFocus: preloadCallParts,
    className: "max-sm:!size-[44px]",
  };
  return (
    <>
      <IconButton
        {...shared}
        label={m.calls_voice()}
        icon="phone"
        onClick={() => askToCall({ conversationId, media: "voice" })}
      />
      <IconButton
        {...shared}
        label={m.calls_video()}
        icon="video"
        iconSize={21}
        onClick={() => askToCall({ conversationId, media: "video" })}
      />
    </>
  );
}
