import type { Receipt } from "@parley/protocol/conversations";
import type { Executor } from "#kernel/database";
import { readPresent } from "./store/members.ts";
import { readReceipts } from "./store/receipts.ts";
import type { ReceiptsAsk } from "./store/receipts.ts";
import { areReceiptsShown } from "./policy.ts";
import type { ConversationsDeps } from "./types.ts";

type Deps = Pick<ConversationsDeps, "friends" | "profiles">;

/** Receipts by conversation, without those that their owner or the viewer's own choice hides. */
export async function readVisibleReceipts(
  deps: Deps,
  executor: Executor,
  { viewerId, asks }: { viewerId: string; asks: readonly ReceiptsAsk[] },
): Promise<Map<string, Receipt[]>> {
  const found = new Map<string, Receipt[]>(asks.map(({ conversationId }) => [conversationId, []]));
  const rows = await readReceipts(executor, viewerId, asks);
  const others = [...new Set(rows.map((row) => row.user_id))].filter((id) => id !== viewerId);
  const open = await readOpenPeople(deps, executor, { userId: viewerId, others });
  for (const row of rows) {
    const isOwn = row.user_id === viewerId;
    if (!isOwn && !(areReceiptsShown(row.active) && open.has(row.user_id))) continue;
    found
      .get(row.conversation_id)
      ?.push({ userId: row.user_id, delivered: row.delivered, read: row.read });
  }
  return found;
}

/** Who hears live of this person's receipt: their own devices, and members who may see it. */
export async function readReceiptAudience(
  deps: Deps,
  executor: Executor,
  { userId, conversationId }: { userId: string; conversationId: string },
): Promise<string[]> {
  const present = await readPresent(executor, conversationId, userId);
  if (!present || !areReceiptsShown(present.others.length + 1)) return [userId];
  const open = await readOpenPeople(deps, executor, { userId, others: present.others });
  return [userId, ...open];
}

/** Those of `others` with whom this person exchanges receipts: both have them on and neither blocks. */
async function readOpenPeople(
  { friends, profiles }: Deps,
  executor: Executor,
  { userId, others }: { userId: string; others: readonly string[] },
): Promise<Set<string>> {
  if (others.length === 0) return new Set();
  const [settings, blocked] = await Promise.all([
    profiles.settingsOf(executor, [userId, ...others]),
    friends.blocksAmong(executor, userId, others),
  ]);
  if (!settings.get(userId)?.receipts) return new Set();
  return new Set(others.filter((id) => settings.get(id)?.receipts && !blocked.has(id)));
}
