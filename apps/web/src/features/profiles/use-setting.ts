import type { Settings } from "@parley/protocol/profiles";
import { useRef, useState } from "react";
import { describeProblem } from "#kernel/problem-text";
import { useMe } from "#kernel/session";
import { showToast } from "#kernel/toasts";
import { saveMe } from "./save-me.ts";

/** One setting of the account: changed at once, and changed back with a word when it could not be kept. */
export function useSetting<Key extends keyof Settings>(
  key: Key,
): [Settings[Key], (value: Settings[Key]) => Promise<boolean>] {
  const { settings } = useMe();
  const [draft, setDraft] = useState<{ value: Settings[Key] } | null>(null);
  const newest = useRef(0);

  async function change(value: Settings[Key]): Promise<boolean> {
    newest.current += 1;
    const turn = newest.current;
    setDraft({ value });
    try {
      await saveMe({ settings: { [key]: value } });
      return true;
    } catch (error) {
      showToast({ tone: "error", text: describeProblem(error) });
      return false;
    } finally {
      if (turn === newest.current) setDraft(null);
    }
  }

  return [draft === null ? settings[key] : draft.value, change];
}
