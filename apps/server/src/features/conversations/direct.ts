import { newId } from "#kernel/ids";
import type { Unit } from "#kernel/unit-of-work";
import { insertDirect, lockDirect, updateCanSend } from "./store/direct.ts";
import { readMembers } from "./store/members.ts";
import { readMemberships } from "./store/views.ts";
import type { ConversationsDeps } from "./types.ts";

/** Locks or makes the direct conversation of these two and lets both write: one a pair under any race. */
export async function openDirect(
  { profiles }: Pick<ConversationsDeps, "profiles">,
  unit: Unit,
  { a, b }: { a: string; b: string },
): Promise<string> {
  const id = newId();
  if (await insertDirect(unit.tx, id, { a, b })) {
    await announce(profiles, unit, { id, people: [a, b] });
    return id;
  }
  const held = await lockDirect(unit.tx, a, b);
  if (held === null) throw new Error("A direct conversation was neither made nor found.");
  await updateCanSend(unit.tx, held, true);
  return held;
}

/** Decides whether these two may write to each other; nothing of theirs commits afterwards if not. */
export async function setDirectWritable(
  unit: Unit,
  { a, b }: { a: string; b: string },
  isWritable: boolean,
): Promise<void> {
  const id = await lockDirect(unit.tx, a, b);
  if (id !== null) await updateCanSend(unit.tx, id, isWritable);
}

async function announce(
  profiles: ConversationsDeps["profiles"],
  unit: Unit,
  { id, people }: { id: string; people: [string, string] },
): Promise<void> {
  const [row] = await readMemberships(unit.tx, people[0], [id]);
  if (!row) throw new Error("A conversation just made is not there.");
  const asks = [{ conversationId: id, cursor: -1, hasLeft: false }];
  const members = (await readMembers(unit.tx, people[0], asks)).get(id) ?? [];
  const users = await profiles.presentUsers(unit.tx, people);
  unit.emit(people, "conversation:changed", {
    conversationId: id,
    since: 0,
    ver: row.ver,
    conversation: {
      id,
      kind: row.kind,
      title: row.title,
      ver: row.row_ver,
      seq: row.seq,
      at: row.last_at.toISOString(),
    },
    members,
    users: [...users.values()],
  });
}
