import type { ConversationView, MessageRow } from "@parley/client/views";
import { useEffect, useMemo, useState } from "react";
import { useClient } from "#kernel/client";
import { useMe } from "#kernel/session";
import { showToast } from "#kernel/toasts";
import { readStored, writeStored } from "#kernel/stored";
import { m } from "#messages";
import type { ThreadActs } from "./thread-context.ts";

type ThreadState = {
  acts: ThreadActs;
  editingId: string;
  setEditingId: (id: string) => void;
  /** The message whose sheet, or whose question about deletion, is open or was last. */
  asked: { row: MessageRow; about: "acts" | "removal" } | null;
  isAsking: boolean;
  stopAsking: () => void;
};

/** What can be done with the messages of a conversation, and what is being done. */
export function useThreadActs(conversation: ConversationView): ThreadState {
  const client = useClient();
  const me = useMe();
  const { id: conversationId, isWritable, partner } = conversation;
  const editingKey = `thread.editing.${conversationId}`;
  const [editingId, setEditingId] = useState(() => readStored("session", editingKey) ?? "");
  const [asked, setAsked] = useState<ThreadState["asked"]>(null);
  const [isAsking, setIsAsking] = useState(false);
  const partnerName = partner?.name ?? m.messages_somebody();

  useEffect(() => {
    writeStored("session", editingKey, editingId === "" ? null : editingId);
  }, [editingKey, editingId]);

  const acts = useMemo((): ThreadActs => {
    function ask(row: MessageRow, about: "acts" | "removal") {
      setAsked({ row, about });
      setIsAsking(true);
    }
    return {
      conversationId,
      isWritable,
      nameOf: (senderId) => (senderId === me.id ? m.messages_you() : partnerName),
      edit: (row) => setEditingId(row.id),
      copy: (row) => void copyText(row.body ?? ""),
      remove: (row) => ask(row, "removal"),
      openSheet: (row) => ask(row, "acts"),
      retry: (row) => void client.retry(conversationId, row.id),
      discard: (row) => void client.discard(conversationId, row.id),
    };
  }, [client, conversationId, isWritable, me.id, partnerName]);

  return { acts, editingId, setEditingId, asked, isAsking, stopAsking: () => setIsAsking(false) };
}

async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ tone: "success", text: m.messages_copied() });
  } catch {
    showToast({ tone: "error", text: m.messages_not_copied() });
  }
}
