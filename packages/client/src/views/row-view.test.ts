import { expect, test } from "vitest";
import type { AckedRow } from "../store/rows.ts";
import { createState } from "../sync/conversation-state.ts";
import { showEchoes } from "./row-view.ts";

test("invariant 8: an acknowledged message is shown on its own only until its row is covered", () => {
  const acked: AckedRow = {
    n: 1,
    conversationId: "c",
    messageId: "m",
    command: { kind: "send", body: "hello", lang: null },
    ackedAt: 0,
    ver: 9,
    at: "2026-03-01T09:00:00.000Z",
  };
  const state = createState("c", 1);
  const context = { userId: "ana", outbox: [], acked: [acked], offsetMs: 0 };
  const echoes = (ver: number) => showEchoes({ ...context, state: { ...state, ver } }, new Set());
  expect(echoes(8)).toMatchObject([{ id: "m", seq: null, delivery: { state: "sent" } }]);
  expect(echoes(9)).toEqual([]);
});
