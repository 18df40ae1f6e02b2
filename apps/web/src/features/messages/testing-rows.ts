import type { MessageRow } from "@parley/client/views";

/** A message for tests; what is not said is ordinary. */
export function makeRow(part: Partial<MessageRow>): MessageRow {
  return {
    id: `id-${part.seq ?? "unsent"}`,
    conversationId: "c",
    seq: 1,
    senderId: "a",
    isMine: false,
    at: "2026-03-03T10:00:00.000Z",
    kind: "text",
    body: "Hello",
    lang: "en",
    isEdited: false,
    isDeleted: false,
    call: null,
    delivery: null,
    pending: null,
    failedChange: null,
    ...part,
  };
}
