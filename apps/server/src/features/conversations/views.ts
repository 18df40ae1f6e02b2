import type { Executor } from "#kernel/database";
import { readMemberships } from "./store/views.ts";
import type { MembershipRow } from "./store/views.ts";
import type { MessageReads, View } from "./types.ts";

/** Conversations as this person may see them, cut where they left. */
export async function readViews(
  messages: Pick<MessageReads, "frozenStates">,
  executor: Executor,
  { userId, ids }: { userId: string; ids?: readonly string[] | undefined },
): Promise<View[]> {
  const rows = await readMemberships(executor, userId, ids);
  const left = rows.flatMap(({ id, left_seq, left_ver }) =>
    left_seq === null || left_ver === null
      ? []
      : [{ conversationId: id, leftSeq: left_seq, leftVer: left_ver }],
  );
  const frozen = left.length > 0 ? await messages.frozenStates(executor, left) : new Map();
  return rows.map((row) => toView(row, frozen.get(row.id)));
}

function toView(row: MembershipRow, frozen: { ver: number; at: Date | null } | undefined): View {
  const hasLeft = row.left_seq !== null;
  const ver = hasLeft ? Math.max(row.left_ver ?? 0, frozen?.ver ?? 0) : row.ver;
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    rowVer: Math.min(row.row_ver, ver),
    ver,
    seq: row.left_seq ?? row.seq,
    at: hasLeft ? (frozen?.at ?? new Date(0)) : row.last_at,
    hasLeft,
    joinVer: row.join_ver,
    // Others' receipts no longer concern somebody who left. Their own row is stamped when they leave,
    // so that the next sync replaces the list that they held.
    receiptVer: hasLeft ? row.own_receipt_ver : row.receipt_ver,
    visVer: hasLeft ? 0 : row.vis_ver,
    readSeq: row.read,
  };
}
