import { expect, test } from "vitest";
import { composeTitle } from "./page-title.ts";

test("the title names the page and how much is unread", () => {
  expect(composeTitle("Chats", 0)).toBe("Chats · Parley");
  expect(composeTitle("Chats", 3)).toBe("(3) Chats · Parley");
  expect(composeTitle("", 120)).toBe("(99+) Parley");
});
