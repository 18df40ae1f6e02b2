import { MeAnswer } from "@parley/protocol/accounts";
import type { UpdateMe } from "@parley/protocol/profiles";
import { request } from "#kernel/api";
import { updateMe } from "#kernel/session";

let last: Promise<unknown> = Promise.resolve();
const waiting = new Set<UpdateMe>();

/**
 * Keeps a change of one's own profile and settings; changes reach the server in their order.
 *
 * @throws {ApiError} when the server refuses it or is not reached.
 */
export function saveMe(patch: UpdateMe): Promise<void> {
  waiting.add(patch);
  const save = () => send(patch);
  const saved = last.then(save, save);
  last = saved;
  return saved;
}

async function send(patch: UpdateMe): Promise<void> {
  try {
    const { user } = await request({
      method: "PATCH",
      path: "/api/users/me",
      body: patch,
      answer: MeAnswer,
    });
    waiting.delete(patch);
    // A setting that was changed again meanwhile must not flicker back to what this answer knew.
    const later = [...waiting].map((other) => withoutUndefined(other.settings ?? {}));
    updateMe({ ...user, settings: Object.assign({}, user.settings, ...later) });
  } finally {
    waiting.delete(patch);
  }
}

function withoutUndefined(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
}
