import { useRef, useState } from "react";

export type KeepState =
  /** Nothing was changed yet. */
  | { kind: "still" }
  /** A change is on its way to the server. */
  | { kind: "saving" }
  /** The last change was kept. */
  | { kind: "saved" }
  /** The last change was not kept; what was chosen is still shown. */
  | { kind: "failed"; error: unknown };

export type Kept<Value> = {
  /** What is shown: the change under way, or what the account says. */
  value: Value;
  state: KeepState;
  change: (value: Value) => void;
  /** Tries the failed change once more. */
  retry: () => void;
};

/** A value of the account that is kept as soon as it changes, and shown changed at once. */
export function useKept<Value>(account: Value, save: (value: Value) => Promise<void>): Kept<Value> {
  const [draft, setDraft] = useState<{ value: Value } | null>(null);
  const [state, setState] = useState<KeepState>({ kind: "still" });
  const newest = useRef(0);

  async function keep(value: Value) {
    newest.current += 1;
    const turn = newest.current;
    setDraft({ value });
    setState({ kind: "saving" });
    try {
      await save(value);
      if (turn !== newest.current) return;
      setDraft(null);
      setState({ kind: "saved" });
    } catch (error) {
      if (turn === newest.current) setState({ kind: "failed", error });
    }
  }

  return {
    value: draft === null ? account : draft.value,
    state,
    change: (value) => void keep(value),
    retry: () => {
      if (draft !== null) void keep(draft.value);
    },
  };
}
