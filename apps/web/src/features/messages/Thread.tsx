import type { ConversationView } from "@parley/client/views";
import { useMemo } from "react";
import { useClient } from "#kernel/client";
import { firstNameOf } from "#kernel/first-name";
import { languageName } from "#kernel/languages";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { ConfirmDialog } from "#ui/ConfirmDialog";
import { EmptyState } from "#ui/EmptyState";
import { Icon } from "#ui/Icon";
import { Composer } from "./Composer.tsx";
import { EditComposer } from "./EditComposer.tsx";
import { findLastEditable } from "./message-acts.ts";
import { MessageList } from "./MessageList.tsx";
import { MessageSheet } from "./MessageSheet.tsx";
import { observeWindow } from "./open-window.ts";
import { ThreadContext } from "./thread-context.ts";
import { TypingLine } from "./TypingLine.tsx";
import { ThreadSkeleton } from "./ThreadSkeleton.tsx";
import { useThreadActs } from "./use-thread-acts.ts";

type ThreadProps = { conversation: ConversationView };

/** The messages of a conversation and the composer below them. Give it the conversation's id as its key. */
export function Thread({ conversation }: ThreadProps) {
  const client = useClient();
  const { opened, view } = useObservable(
    useMemo(() => observeWindow(client, conversation.id), [client, conversation.id]),
  );
  const { acts, editingId, setEditingId, asked, isAsking, stopAsking } =
    useThreadActs(conversation);
  const editing = view.rows.find((row) => row.id === editingId && !row.isDeleted) ?? null;
  const isEmpty = view.state === "ready" && view.rows.length === 0 && !view.hasOlder;

  function editLast() {
    const row = findLastEditable(view.rows);
    if (row) setEditingId(row.id);
  }

  return (
    <ThreadContext value={acts}>
      <div className="@container/thread flex min-h-0 flex-1 flex-col">
        {view.state === "loading" && <ThreadSkeleton />}
        {isEmpty && <NothingYet conversation={conversation} />}
        {view.state === "ready" && !isEmpty && opened && (
          <MessageList
            label={m.messages_log({
              name: firstNameOf(conversation.partner?.name ?? m.messages_somebody()),
            })}
            {...{ conversation, opened, view }}
          />
        )}
        <div className="relative flex-none bg-thread px-3 pt-1 pb-[calc(8px+env(safe-area-inset-bottom))] sm:px-6 sm:pt-0 sm:pb-5 before:pointer-events-none before:absolute before:inset-x-0 before:bottom-full before:h-3.5 before:bg-linear-to-b before:from-transparent before:to-thread">
          <div className="mx-auto max-w-(--thread-max)">
            {!conversation.isWritable && <ReadOnlyNotice />}
            {conversation.isWritable && editing && (
              <EditComposer key={editing.id} row={editing} onDone={() => setEditingId("")} />
            )}
            {conversation.isWritable && !editing && (
              <Composer
                conversationId={conversation.id}
                partner={conversation.partner}
                onEditLast={editLast}
              />
            )}
          </div>
        </div>
        <MessageSheet
          row={asked?.row ?? null}
          open={isAsking && asked?.about === "acts"}
          onClose={stopAsking}
        />
        <ConfirmDialog
          open={isAsking && asked?.about === "removal"}
          title={m.messages_delete_title()}
          confirmLabel={m.messages_delete_for_everyone()}
          danger
          onCancel={stopAsking}
          onConfirm={() => {
            stopAsking();
            if (asked) void client.remove(conversation.id, asked.row.id);
          }}
        >
          {m.messages_delete_text()}
        </ConfirmDialog>
      </div>
    </ThreadContext>
  );
}

function NothingYet({ conversation }: ThreadProps) {
  const { partner } = conversation;
  const speaks = partner?.speaks[0]?.code;
  const learns = partner?.learns[0]?.code;
  const typing = conversation.typing[0];
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-[18px] sm:px-6">
      <EmptyState title={m.messages_empty_title()} className="my-auto">
        {partner && speaks !== undefined && learns !== undefined
          ? m.messages_empty_text({
              name: firstNameOf(partner.name),
              speaks: languageName(speaks),
              learns: languageName(learns),
            })
          : m.messages_empty_text_plain()}
      </EmptyState>
      {typing && (
        <div className="mx-auto w-full max-w-(--thread-max) pb-3.5">
          <TypingLine typing={typing} />
        </div>
      )}
    </div>
  );
}

function ReadOnlyNotice() {
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-2.5 rounded-lg bg-sunken px-4 py-3.5 text-center text-sm text-fg-muted"
    >
      <Icon name="lock" size={16} />
      {m.messages_read_only()}
    </p>
  );
}
