import type { SyncAnswer, SyncRequest } from "@parley/protocol/sync";
import type { Writing } from "../store/store.ts";
import type { Announcement } from "./announce.ts";
import { applyEntry } from "./apply-entry.ts";
import { mergeChanges, mergeUsers, ResetNeededError } from "./merge.ts";
import { advanceUserVer, readMeta } from "./meta.ts";
import { dropEverything } from "./reset.ts";

/** What a request was made with: its answer is an interval from here. */
export interface Asked {
  request: SyncRequest;
  /** Editions of the conversations held when it was made. */
  editions: ReadonlyMap<string, number>;
}

export interface PageResult {
  announcements: Announcement[];
  /** Conversations whose entry came too late and has to be asked for again. */
  again: string[];
  /** False when the whole answer was made for another epoch than this store has by now. */
  isAccepted: boolean;
  /** True when the store was emptied because the server is another one. */
  isReset: boolean;
}

/**
 * Applies one page of a sync answer. Cursors move with the rows, in this transaction.
 * Throws `ResetNeededError` when the server has gone back behind what is held.
 */
export async function applyPage(
  tx: Writing,
  answer: SyncAnswer,
  { userId, now, asked }: { userId: string; now: number; asked: Asked },
): Promise<PageResult> {
  const { request } = asked;
  const result: PageResult = { announcements: [], again: [], isAccepted: true, isReset: false };
  const meta = await readMeta(tx, "sync");
  if (meta.epoch !== request.epoch) return { ...result, isAccepted: false };
  const isSame = meta.epoch === answer.epoch;
  if (!isSame) {
    result.isReset = meta.epoch !== null;
    if (result.isReset) await dropEverything(tx, now);
    await tx.put("meta", { ...meta, epoch: answer.epoch, userVer: 0 });
  } else if (answer.user.ver < request.userVer) {
    throw new ResetNeededError("The person's changes were run back.");
  }

  await mergeUsers(tx, answer.users);
  await applyPerson(tx, answer, isSame ? request.userVer : 0);
  const cursors = new Map(isSame ? request.conversations.map(([id, ver]) => [id, ver]) : []);
  for (const entry of answer.conversations) {
    const since = cursors.get(entry.id);
    const edition = since === undefined ? undefined : asked.editions.get(entry.id);
    const applied = await applyEntry(tx, entry, { userId, since, edition });
    if (applied.isLate) result.again.push(entry.id);
    if (applied.announcement) result.announcements.push(applied.announcement);
  }
  return result;
}

async function applyPerson(tx: Writing, answer: SyncAnswer, since: number): Promise<void> {
  if (since > (await readMeta(tx, "sync")).userVer) return;
  await mergeChanges(tx, answer.user.changes);
  await advanceUserVer(tx, answer.user.ver);
}
