import { describe, expect, test } from "vitest";
import { readComposerKey } from "./composer-keys.ts";

const plain = {
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
};
const desk = { isTouch: false, isEmpty: false, isEditing: false };

describe("readComposerKey", () => {
  test("Enter sends, Shift+Enter makes a new line", () => {
    expect(readComposerKey(plain, desk)).toBe("send");
    expect(readComposerKey({ ...plain, shiftKey: true }, desk)).toBeNull();
  });

  test("Enter belongs to the input method while it composes", () => {
    expect(readComposerKey({ ...plain, isComposing: true }, desk)).toBeNull();
    expect(readComposerKey({ ...plain, keyCode: 229 }, desk)).toBeNull();
  });

  test("Enter makes a new line on touch, Ctrl+Enter sends everywhere", () => {
    expect(readComposerKey(plain, { ...desk, isTouch: true })).toBeNull();
    expect(readComposerKey({ ...plain, ctrlKey: true }, { ...desk, isTouch: true })).toBe("send");
    expect(readComposerKey({ ...plain, metaKey: true }, desk)).toBe("send");
  });

  test("the upward arrow edits the last message only in an empty field", () => {
    const up = { ...plain, key: "ArrowUp", keyCode: 38 };
    expect(readComposerKey(up, { ...desk, isEmpty: true })).toBe("editLast");
    expect(readComposerKey(up, desk)).toBeNull();
    expect(readComposerKey({ ...up, shiftKey: true }, { ...desk, isEmpty: true })).toBeNull();
    expect(readComposerKey(up, { ...desk, isEmpty: true, isEditing: true })).toBeNull();
  });

  test("Escape leaves editing, and is nobody's otherwise", () => {
    const escape = { ...plain, key: "Escape", keyCode: 27 };
    expect(readComposerKey(escape, { ...desk, isEditing: true })).toBe("cancelEdit");
    expect(readComposerKey(escape, desk)).toBeNull();
  });
});
