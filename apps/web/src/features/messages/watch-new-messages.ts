import type { Client } from "@parley/client/client";
import type { MessageRow, NewMessages } from "@parley/client/views";
import { describeCall } from "#kernel/call-words";
import { playMessageSound } from "#kernel/sounds";
import { dismissToast, showToast } from "#kernel/toasts";
import { m } from "#messages";

type WatchOptions = {
  client: Client;
  /** Whether somebody looks at this conversation now. */
  isOpen: (conversationId: string) => boolean;
  open: (conversationId: string) => void;
  signal: AbortSignal;
};

/** The toast that is shown for a conversation: a newer one takes its place. */
const toastIds = new Map<string, number>();

/** Takes the toast of a conversation away, as somebody looks at it now. */
export function dismissNotice(conversationId: string): void {
  const id = toastIds.get(conversationId);
  if (id !== undefined) dismissToast(id);
  toastIds.delete(conversationId);
}

/**
 * Tells of messages that arrive elsewhere: a toast, and a soft sound unless it is switched off. A call
 * has rung, which is more.
 */
export function watchNewMessages({ client, isOpen, open, signal }: WatchOptions): void {
  client.newMessages.subscribe((arrived) => {
    const isHeardOf = arrived.messages.every((message) => message.kind === "call");
    const isSeen = isOpen(arrived.conversationId) && document.visibilityState === "visible";
    if (isSeen || isHeardOf || arrived.isCatchUp) return;
    if (client.me.get()?.settings.sounds ?? true) playMessageSound();
    tell(client, arrived, open);
  }, signal);
}

function tell(client: Client, arrived: NewMessages, open: (id: string) => void): void {
  const last = arrived.messages.at(-1);
  const { conversationId } = arrived;
  const partner = last && client.user(last.senderId).get();
  if (!last || !partner) return;
  dismissNotice(conversationId);
  const id = showToast({
    person: { name: partner.name, avatarUrl: partner.avatarUrl },
    title: partner.name,
    text:
      arrived.messages.length === 1
        ? textOf(last)
        : m.messages_new_many({ count: arrived.messages.length }),
    action: { label: m.messages_open(), run: () => open(conversationId) },
  });
  toastIds.set(conversationId, id);
}

function textOf({ body, call }: MessageRow): string {
  if (call !== null) return describeCall(call, false);
  return body ?? m.messages_unknown_kind();
}
