/** What a key means in the composer; null leaves it to the text field. */
export type ComposerAct = "send" | "editLast" | "cancelEdit" | null;

type Key = Pick<
  KeyboardEvent,
  "key" | "keyCode" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"
> & {
  isComposing: boolean;
};

type Situation = {
  /** A touch keyboard: Enter makes a new line there, the button sends. */
  isTouch: boolean;
  isEmpty: boolean;
  isEditing: boolean;
};

/** The key code that browsers report while an input method has the key. */
const HELD_BY_INPUT_METHOD = 229;

/** Reads a key. While an input method composes, every key is its own. */
export function readComposerKey(key: Key, situation: Situation): ComposerAct {
  if (key.isComposing || key.keyCode === HELD_BY_INPUT_METHOD) return null;
  if (key.key === "Escape" && situation.isEditing) return "cancelEdit";
  if (key.key === "Enter") return readEnter(key, situation);
  const isPlain = !key.shiftKey && !key.ctrlKey && !key.metaKey && !key.altKey;
  if (key.key === "ArrowUp" && isPlain && situation.isEmpty && !situation.isEditing) {
    return "editLast";
  }
  return null;
}

function readEnter(key: Key, situation: Situation): ComposerAct {
  if (key.ctrlKey || key.metaKey) return "send";
  if (key.shiftKey || key.altKey || situation.isTouch) return null;
  return "send";
}
