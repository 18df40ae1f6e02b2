import { useDeferredValue, useEffect, useId, useMemo, useState, type KeyboardEvent } from "react";

export type Choice = {
  id: string;
  label: string;
  /** A second name beside the label, in the language `lang`. */
  detail?: string | undefined;
  lang?: string | undefined;
  /** Stands at the end of the line. */
  aside?: string | undefined;
  /** Why it cannot be chosen. */
  reason?: string | undefined;
};

type ChooserOptions = {
  find: (query: string) => readonly Choice[];
  current: string | null;
  onChoose: (id: string) => void;
};

/** What was typed, what answers it, and which row the keyboard stands on. */
export function useChooser({ find, current, onChoose }: ChooserOptions) {
  const listId = useId();
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const choices = useMemo(() => find(asked), [find, asked]);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      choices.findIndex(({ id }) => id === current),
    ),
  );

  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, active]);

  function change(text: string) {
    setQuery(text);
    setActive(0);
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const choice = choices[active];
      if (choice !== undefined && choice.reason === undefined) onChoose(choice.id);
      return;
    }
    const next = targetOf(event.key, active, choices.length);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
  }

  return { query, setQuery: change, choices, active, setActive, listId, handleKey };
}

function targetOf(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (active + 1) % count;
  if (key === "ArrowUp") return (active - 1 + count) % count;
  if (key === "PageDown") return Math.min(count - 1, active + 8);
  if (key === "PageUp") return Math.max(0, active - 8);
  return null;
}
