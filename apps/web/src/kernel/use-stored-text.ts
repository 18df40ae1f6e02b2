import { useState } from "react";
import { readStored, writeStored } from "./stored.ts";

/** Text that survives a reload of this tab, such as a form half filled in. Never for passwords or codes. */
export function useStoredText(key: string, initial = ""): [string, (text: string) => void] {
  const [text, setText] = useState(() => readStored("session", key) ?? initial);

  function change(next: string) {
    setText(next);
    writeStored("session", key, next === "" ? null : next);
  }

  return [text, change];
}
