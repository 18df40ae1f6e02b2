import { newestRange } from "@parley/client/sync/ranges";
import type { Held } from "./checker/history.ts";
import type { Device } from "./device.ts";
import { toHeldRow } from "./recording-transport.ts";

const STEP_ROWS = 60;

/** Writes down what a device holds of a conversation, from one transaction of its store. */
export async function noteHeld(
  device: Device,
  conversation: string,
  moment: Held["moment"],
): Promise<void> {
  const { disk, recorder, name, person } = device;
  const t = recorder.now();
  const held = await disk.read(async (tx) => {
    const state = await tx.get("conversations", conversation);
    if (!state) return null;
    const sync = await tx.get("meta", "sync");
    const outbox = await tx.all("outbox");
    const newest = newestRange(state.ranges);
    const from = moment === "end" ? 1 : Math.max(newest[0], newest[1] - STEP_ROWS + 1);
    const rows = await tx.messagesIn({ conversationId: conversation, from, to: 2_000_000_000 });
    const isInRange = (seq: number) =>
      state.ranges.some(([low, high]) => seq >= low && seq <= high);
    return {
      epoch: sync?.key === "sync" ? sync.epoch : null,
      edition: state.edition,
      cursor: state.ver,
      seq: state.seq,
      ranges: [...state.ranges],
      read: state.readSeq,
      delivered: state.deliveredSeq,
      unread: state.isUnreadStale ? null : state.unread,
      receipts: Object.fromEntries(
        Object.values(state.receipts).map(({ userId, delivered, read }) => [
          userId,
          { delivered, read },
        ]),
      ),
      waiting: outbox.filter((row) => row.conversationId === conversation && !row.failure).length,
      from,
      rows: rows.filter(({ seq }) => isInRange(seq)).map(toHeldRow),
    };
  });
  if (!held) return;
  recorder.write({
    act: "held",
    t,
    device: name,
    user: person.id,
    conversation,
    moment,
    since: device.awaySince(),
    ...held,
  });
}
