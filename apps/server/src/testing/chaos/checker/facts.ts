import type { ActOf, AnyAct, ServerMessage, Story } from "./history.ts";

/** One message in one acknowledgement. */
export interface Acknowledgement {
  id: string;
  device: string;
  user: string;
  until: number;
  epoch: string | null;
  seq: number;
  ver: number;
  duplicate: boolean;
}

/** A story with what every check asks of it. */
export interface Facts extends Story {
  byId: Map<string, ServerMessage>;
  acknowledged: Acknowledgement[];
  of<K extends AnyAct["act"]>(...kinds: K[]): ActOf<K>[];
  /** Messages that were refused for good at least once: they come late or never, as the person decides. */
  refused: Set<string>;
  /** False for what a restore of an older backup may have undone. */
  isSettled(epoch: string | null, time: number): boolean;
}

export function learnFacts(story: Story): Facts {
  const { outline, server, acts } = story;
  const firstBackup = Math.min(...outline.restored.map(({ backupFrom }) => backupFrom));
  const kinds = Map.groupBy(acts, ({ act }) => act);
  return {
    ...story,
    byId: new Map(server.messages.map((message) => [message.id, message])),
    acknowledged: listAcknowledged(acts),
    refused: listRefused(acts),
    of: <K extends AnyAct["act"]>(...wanted: K[]) =>
      wanted.flatMap((kind) => (kinds.get(kind) ?? []) as ActOf<K>[]),
    isSettled: (epoch, time) => epoch === outline.epoch || time < firstBackup,
  };
}

/** Refusals that only say "later". */
const PASSING = new Set(["NO_ANSWER", "BUSY", "RATE_LIMITED", "INTERNAL"]);

function listRefused(acts: readonly AnyAct[]): Set<string> {
  const refused = new Set<string>();
  for (const act of acts) {
    if (act.act !== "sent") continue;
    act.messages.forEach(({ id }, index) => {
      const result = act.results?.[index];
      const code = result && "error" in result ? result.error : act.error;
      if (code && !PASSING.has(code)) refused.add(id);
    });
  }
  return refused;
}

function listAcknowledged(acts: readonly AnyAct[]): Acknowledgement[] {
  return acts.flatMap((act) => {
    if (act.act !== "sent" || !act.results) return [];
    const { device, user, until, epoch, messages, results } = act;
    return messages.flatMap(({ id }, index) => {
      const result = results[index];
      if (!result || !("seq" in result)) return [];
      const { seq, ver, duplicate } = result;
      return [{ id, device, user, until, epoch, seq, ver, duplicate }];
    });
  });
}
