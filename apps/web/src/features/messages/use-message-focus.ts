import type { MessageRow } from "@parley/client/views";
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";

type MessageFocus = {
  /** The message that the Tab key reaches: the one last focused, else the newest. */
  currentId: string | null;
  currentIndex: number;
  handleFocus: (id: string) => void;
  /** To be spread onto the log. */
  keys: { onKeyDown: (event: KeyboardEvent<HTMLElement>) => void };
};

/** Moves the focus between messages with the arrow keys, Home and End. */
export function useMessageFocus(
  rows: readonly MessageRow[],
  list: RefObject<VirtualizerHandle | null>,
): MessageFocus {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const wantedId = useRef<string | null>(null);
  const found = rows.findIndex((row) => row.id === focusedId);
  const currentIndex = found === -1 ? rows.length - 1 : found;

  useEffect(() => {
    if (wantedId.current === null) return;
    document.querySelector<HTMLElement>(`[data-message="${wantedId.current}"]`)?.focus();
    wantedId.current = null;
  });

  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["message"] === undefined)
      return;
    const index = indexAfter(event.key, currentIndex, rows.length);
    const row = index === null ? undefined : rows[index];
    if (index === null || row === undefined) return;
    event.preventDefault();
    list.current?.scrollToIndex(index, { align: "nearest" });
    wantedId.current = row.id;
    setFocusedId(row.id);
  }

  return {
    currentId: rows[currentIndex]?.id ?? null,
    currentIndex,
    handleFocus: setFocusedId,
    keys: { onKeyDown: handleKeyDown },
  };
}

function indexAfter(key: string, index: number, count: number): number | null {
  if (key === "ArrowUp") return Math.max(0, index - 1);
  if (key === "ArrowDown") return Math.min(count - 1, index + 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
