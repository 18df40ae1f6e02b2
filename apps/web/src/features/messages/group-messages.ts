import type { MessageRow } from "@parley/client/views";

/** How a message stands among its neighbours. */
export type Placement = {
  /** It opens a group: everything since is of the same sender, each within five minutes of the one before. */
  isFirst: boolean;
  isLast: boolean;
  /** The first message of its day in the viewer's zone: its date stands above it. */
  startsDay: boolean;
  /** The divider of unread messages stands above it. */
  startsUnread: boolean;
};

const LONGEST_PAUSE_MS = 5 * 60_000;

/** Places every row of a gapless stretch. `firstUnreadSeq` is where the divider stands, if anywhere. */
export function placeMessages(
  rows: readonly MessageRow[],
  firstUnreadSeq: number | null,
): Placement[] {
  const opensGroup = rows.map((row, index) => {
    const above = rows[index - 1];
    return above === undefined || startsUnread(row, firstUnreadSeq) || !belongTogether(above, row);
  });
  return rows.map((row, index) => ({
    isFirst: opensGroup[index] ?? true,
    isLast: opensGroup[index + 1] ?? true,
    startsDay: startsDay(rows[index - 1], row),
    startsUnread: startsUnread(row, firstUnreadSeq),
  }));
}

function belongTogether(above: MessageRow, row: MessageRow): boolean {
  const pauseMs = Date.parse(row.at) - Date.parse(above.at);
  return (
    above.senderId === row.senderId &&
    standsInGroup(above) &&
    standsInGroup(row) &&
    pauseMs <= LONGEST_PAUSE_MS &&
    !startsDay(above, row)
  );
}

/** What somebody wrote; a call, or what the app says, stands alone. */
function standsInGroup({ kind }: MessageRow): boolean {
  return kind !== "system" && kind !== "call";
}

function startsDay(above: MessageRow | undefined, row: MessageRow): boolean {
  if (above === undefined) return true;
  return new Date(above.at).toDateString() !== new Date(row.at).toDateString();
}

function startsUnread(row: MessageRow, firstUnreadSeq: number | null): boolean {
  return firstUnreadSeq !== null && row.seq === firstUnreadSeq;
}
