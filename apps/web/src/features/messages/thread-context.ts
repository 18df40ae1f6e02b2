import type { MessageRow } from "@parley/client/views";
import { createContext, use } from "react";

/** What the messages of a thread need from it. */
export type ThreadActs = {
  conversationId: string;
  isWritable: boolean;
  nameOf: (senderId: string) => string;
  edit: (row: MessageRow) => void;
  copy: (row: MessageRow) => void;
  /** Asks first. */
  remove: (row: MessageRow) => void;
  openSheet: (row: MessageRow) => void;
  retry: (row: MessageRow) => void;
  discard: (row: MessageRow) => void;
};

export const ThreadContext = createContext<ThreadActs | null>(null);

/** The thread around a message. */
export function useThread(): ThreadActs {
  const thread = use(ThreadContext);
  if (thread === null) throw new Error("A message stands in a thread");
  return thread;
}
