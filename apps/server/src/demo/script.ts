import { CallMedia, CallReason } from "@parley/protocol/calls";

/** One day of a conversation: the first line's local server time, the rest follows minutes apart. */
export interface DemoDay {
  /** Days before today. */
  day: number;
  /** "HH:MM" of the first line. */
  at: string;
  /** One message a line: `who|language|text`; a call by whom: `who|call|media reason seconds`. */
  lines: string;
}

export interface DemoConversation {
  between: [string, string];
  /** How many of the newest messages each still has to read. */
  unread: Record<string, number>;
  days: DemoDay[];
}

export interface DemoLine {
  who: string;
  lang: string | null;
  /** Null in place of a call. */
  text: string | null;
  call: DemoCall | null;
  at: Date;
}

export interface DemoCall {
  media: CallMedia;
  reason: CallReason;
  seconds: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** The lines of a conversation with their times, ascending and never in the future. */
export function readScript(conversation: DemoConversation, now: Date): DemoLine[] {
  const lines = conversation.days.flatMap(({ day, at, lines: text }) => {
    const [hours = 0, minutes = 0] = at.split(":").map(Number);
    const start = new Date(now.getTime() - day * DAY_MS);
    start.setHours(hours, minutes, 0, 0);
    let talkedMs = 0;
    return text
      .trim()
      .split("\n")
      .map((line, index): DemoLine => {
        const [who = "", lang = "", ...rest] = line.split("|");
        const pause = index * 2 + ((index * 7) % 5);
        const call = lang === "call" ? readCall(rest.join("|")) : null;
        talkedMs += (call?.seconds ?? 0) * 1_000;
        return {
          who,
          ...(call ? { lang: null, text: null } : { lang, text: rest.join("|") }),
          call,
          at: new Date(start.getTime() + pause * MINUTE_MS + talkedMs),
        };
      });
  });
  return settleInPast(lines, now);
}

function readCall(text: string): DemoCall {
  const [media, reason, seconds] = text.split(" ");
  return {
    media: CallMedia.parse(media),
    reason: CallReason.parse(reason),
    seconds: Number(seconds),
  };
}

/** What today's script puts after `now` moves before it, keeping its order. */
function settleInPast(lines: DemoLine[], now: Date): DemoLine[] {
  let latest = now.getTime() - MINUTE_MS;
  for (const line of lines.toReversed()) {
    if (line.at.getTime() > latest) line.at = new Date(latest);
    latest = line.at.getTime() - MINUTE_MS;
  }
  return lines;
}
