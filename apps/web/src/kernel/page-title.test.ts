import { expect, test } from "vitest";
import { composeTitle } from "./page-title.ts";

test("the title names the page and how much is unread", () => {
  expect(composeTitle({ page: "Chats", unread: 0, notice: "" })).toBe("Chats · Parley");
  expect(composeTitle({ page: "Chats", unread: 3, notice: "" })).toBe("(3) Chats · Parley");
  expect(composeTitle({ page: "", unread: 120, notice: "" })).toBe("(99+) Parley");
});

test("a notice takes the place of the page", () => {
  const title = composeTitle({ page: "Chats", unread: 3, notice: "Haruka is calling" });
  expect(title).toBe("Haruka is calling · Parley");
});
