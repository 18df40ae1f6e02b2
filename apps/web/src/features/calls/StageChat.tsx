import { Suspense, useEffect, useRef } from "react";
import { lazyPart } from "#kernel/load-chunk";
import { m } from "#messages";
import { IconButton } from "#ui/IconButton";
import { useConversation } from "./use-conversation.ts";

const Thread = lazyPart(
  () => import("#features/messages"),
  (part) => part.Thread,
);

type StageChatProps = { conversationId: string; onClose: () => void };

/** The conversation beside the call, over it where there is little room. */
export function StageChat({ conversationId, onClose }: StageChatProps) {
  const conversation = useConversation(conversationId);
  const panel = useRef<HTMLElement>(null);

  useEffect(() => panel.current?.focus(), []);

  if (conversation === null) return null;
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={m.calls_chat()}
      className="z-(--z-sticky) flex min-h-0 flex-col overflow-hidden bg-thread text-fg outline-none [--row-bg:var(--bg-thread)] max-lg:fixed max-lg:inset-y-0 max-lg:end-0 max-lg:w-full max-lg:animate-fade max-lg:pt-[env(safe-area-inset-top)] sm:max-lg:w-[360px] sm:max-lg:shadow-dialog lg:me-6 lg:rounded-[22px]"
    >
      <header className="flex min-h-13 flex-none items-center gap-2.5 border-b border-border ps-5 pe-2">
        <h2 className="text-base font-semibold">{m.calls_chat()}</h2>
        <span className="min-w-0 flex-1 truncate text-sm text-fg-muted">{m.calls_chat_kept()}</span>
        <IconButton
          label={m.calls_close_chat()}
          icon="x"
          className="pointer-coarse:!size-11"
          onClick={onClose}
        />
      </header>
      <Suspense fallback={null}>
        <Thread key={conversation.id} conversation={conversation} />
      </Suspense>
    </aside>
  );
}
