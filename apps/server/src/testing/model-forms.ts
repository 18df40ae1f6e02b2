/** Forms in which what the server says and what its model says can be compared. */

const TIMES = new Set(["at", "editedAt", "deletedAt"]);

/** The same without what two servers can never agree on: instants, and the words of errors. */
export function flattenTimes(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, field: unknown) => {
    if (TIMES.has(key)) return field === null ? null : "a time";
    return isError(field) ? { code: field.code } : field;
  });
}

function isError(field: unknown): field is { code: string; message: string } {
  return typeof field === "object" && field !== null && "code" in field && "message" in field;
}

interface Said {
  userIds: readonly string[];
  event: string;
  payload: object;
}

/** Events with whom they went to, in order; the epoch is added where they leave the process. */
export function shortenEvents(events: readonly unknown[]): unknown[] {
  return (events as readonly Said[]).map(({ userIds, event, payload }) => {
    const { epoch: _epoch, ...rest } = payload as { epoch?: string; users?: { id: string }[] };
    const users = rest.users?.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const form = { ...rest, ...(users && { users }) };
    return flattenTimes({ to: userIds.toSorted(), event, payload: form });
  });
}
