import { ERRORS } from "@parley/protocol/errors";
import type { ErrorCode } from "@parley/protocol/errors";
import type { SendResult } from "@parley/protocol/messages";
import { isDatabaseAway } from "#kernel/database-away";
import { notFound } from "#kernel/errors";
import { sqlState } from "#kernel/unit-of-work";
import { createCollector } from "./collector.ts";
import type { Collector, Outcome, SendJob } from "./collector.ts";
import { tellMembers, toOutcome } from "./send-batch.ts";
import { insertMessages } from "./store/send.ts";
import type { MessagesDeps } from "./types.ts";

type Failure = Exclude<Outcome, { seq: number }>["outcome"];

const REFUSALS: Record<Exclude<Failure, "not_member">, ErrorCode> = {
  taken: "ID_TAKEN",
  cannot_write: "CANNOT_WRITE",
  failed: "INTERNAL",
};

/** Lock and statement timeouts, deadlock, serialization: the wait ended, the database is there. */
const TIMEOUTS = new Set(["55P03", "57014", "40P01", "40001"]);

function isTimeout(error: unknown): boolean {
  return TIMEOUTS.has(sqlState(error));
}

/** The collector over the database: commit first, then the members hear of it, then the sender. */
export function createSendQueue({ db, delivery, log }: MessagesDeps): Collector {
  return createCollector({
    async store(drafts) {
      const rows = await insertMessages(
        db,
        drafts.map(({ senderId, conversationId, message }) => ({
          senderId,
          conversationId,
          id: message.id,
          kind: message.kind,
          body: message.body,
          lang: message.lang ?? null,
        })),
      );
      tellMembers(delivery, drafts, rows);
      return rows.map(toOutcome);
    },
    isAway: (error) => isDatabaseAway(error) && !isTimeout(error),
    isTimeout,
    onPoisoned(error, { conversationId, senderId, message }) {
      log.error(
        { err: error, conversationId, senderId, id: message.id },
        "message cannot be stored",
      );
    },
  });
}

/** One result a message; NOT_FOUND, RATE_LIMITED and BUSY refuse the whole. */
export async function sendMessages(
  { limits, queue }: { limits: MessagesDeps["limits"]; queue: Collector },
  job: SendJob,
): Promise<SendResult[]> {
  limits.takeMessages(job.senderId, job.messages.length);
  const outcomes = await queue.send(job);
  return outcomes.map((outcome, index) => {
    const id = job.messages[index]?.id ?? "";
    if ("seq" in outcome) {
      const { seq, ver, at } = outcome;
      const duplicate = outcome.outcome === "duplicate";
      return { id, ok: true, seq, ver, at: at.toISOString(), duplicate };
    }
    // Membership is the same for all messages of a command.
    if (outcome.outcome === "not_member") throw notFound();
    const code = REFUSALS[outcome.outcome];
    return { id, ok: false, error: { code, message: ERRORS[code].title } };
  });
}
