import { io } from "socket.io-client";
import type { Socket } from "socket.io-client";
import { newId } from "#kernel/ids";
import { pause } from "#kernel/pause";
import type { TestPerson } from "../test-person.ts";
import type { SendOutcome } from "./checker/history.ts";
import type { Dice } from "./random.ts";
import type { Recorder } from "./recorder.ts";

/** How one lane writes: batches of up to `most`, resting so long after each. */
export interface Pace {
  most: number;
  restMs: () => number;
}

export interface RawSender {
  device: string;
  acknowledged(): number;
  /** Writes to a conversation until told to stop. */
  open(conversation: string, options: { dice: Dice; pace: Pace }): void;
  /** The server went back in time: what was acknowledged lately is offered again, in its order. */
  rewind(): void;
  /** Sends what is under way to its end and no more. */
  stop(): Promise<void>;
}

interface Batch {
  messages: { id: string; body: string }[];
  ackedAt: number;
}

interface Context {
  socket: Socket;
  device: string;
  person: TestPerson;
  recorder: Recorder;
  stopping: AbortSignal;
  lanes: Lane[];
}

interface Lane {
  conversation: string;
  dice: Dice;
  pace: Pace;
  count: number;
  acknowledged: number;
  /** Rises when the server went back in time: answers from before count for nothing. */
  era: number;
  waiting: Batch[];
  lately: Batch[];
}

const PATIENCE_MS = 4_000;
const LATELY_MS = 600_000;

/** A device without a product in it: it sends batch after batch, each until it is acknowledged. */
export function createRawSender(options: {
  url: string;
  person: TestPerson;
  device: string;
  recorder: Recorder;
}): RawSender {
  const { url, person, device, recorder } = options;
  const stopping = new AbortController();
  const socket = connectStubbornly(url, person.cookie);
  const lanes: Lane[] = [];
  const running: Promise<void>[] = [];
  const context = { socket, device, person, recorder, stopping: stopping.signal, lanes };
  return {
    device,
    acknowledged: () => lanes.reduce((sum, lane) => sum + lane.acknowledged, 0),
    open(conversation, { dice, pace }) {
      const lane: Lane = {
        conversation,
        dice,
        pace,
        count: 0,
        acknowledged: 0,
        era: 0,
        waiting: [],
        lately: [],
      };
      lanes.push(lane);
      running.push(runLane(context, lane));
    },
    rewind() {
      for (const lane of lanes) {
        lane.era += 1;
        lane.waiting.unshift(...lane.lately);
        lane.lately = [];
      }
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
      socket.close();
    },
  };
}

function connectStubbornly(url: string, cookie: string): Socket {
  const socket = io(url, {
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 500,
    timeout: 5_000,
    auth: { protocol: 1 },
    extraHeaders: { cookie, origin: url },
  });
  // A handshake refused while the server starts is not tried again by Socket.IO itself.
  socket.on("connect_error", () => {
    if (!socket.active) setTimeout(() => socket.connect(), 100);
  });
  return socket;
}

async function runLane(context: Context, lane: Lane): Promise<void> {
  for (;;) {
    if (lane.waiting.length === 0) {
      if (context.stopping.aborted) return;
      lane.waiting.push(write(context, lane));
    }
    await sendFirst(context, lane);
    if (lane.waiting.length > 0) continue;
    if (lane.dice.chance(0.02)) await sendAgain(context, lane);
    await pause(lane.pace.restMs(), context.stopping);
  }
}

function write({ device }: Context, lane: Lane): Batch {
  const length = lane.dice.chance(0.2) ? lane.dice.int(1, lane.pace.most) : lane.pace.most;
  const messages = Array.from({ length }, () => {
    lane.count += 1;
    return { id: newId(), body: `${device} ${lane.count}` };
  });
  return { messages, ackedAt: 0 };
}

/** Until it is acknowledged, or something else has to go before it. */
async function sendFirst(context: Context, lane: Lane): Promise<void> {
  const [batch] = lane.waiting;
  if (!batch) return;
  const { era } = lane;
  const isTwice = lane.dice.chance(0.02);
  const tries = [
    attempt(context, lane, batch),
    ...(isTwice ? [attempt(context, lane, batch)] : []),
  ];
  const results = (await Promise.all(tries)).find((one) => one !== null);
  if (lane.era !== era) return;
  if (!results?.every((result) => "seq" in result)) {
    await pause(50);
    return;
  }
  lane.waiting.shift();
  batch.ackedAt = performance.now();
  lane.acknowledged += batch.messages.length;
  lane.lately.push(batch);
  const isOld = ({ ackedAt }: Batch) => performance.now() - ackedAt > LATELY_MS;
  while (lane.lately[0] && isOld(lane.lately[0])) lane.lately.shift();
}

/** Something that was acknowledged already comes once more, as a retry that was long on its way. */
async function sendAgain(context: Context, lane: Lane): Promise<void> {
  const old = lane.lately[lane.dice.int(0, Math.max(0, lane.lately.length - 1))];
  if (old) await attempt(context, lane, old);
}

async function attempt(
  { socket, device, person, recorder, lanes }: Context,
  { conversation, dice }: Lane,
  { messages }: Batch,
): Promise<SendOutcome[] | null> {
  // Socket.IO would keep it and send it when something else has to go first.
  if (!socket.connected) return null;
  const t = recorder.now();
  // Whoever claims to be somebody else is still who the session says.
  const forged = dice.chance(0.01)
    ? { senderId: lanes[0]?.conversation, userId: crypto.randomUUID() }
    : {};
  const payload = {
    conversationId: conversation,
    ...forged,
    messages: messages.map(({ id, body }) => ({ id, kind: "text", body, ...forged })),
  };
  const answer: Answer = await socket
    .timeout(PATIENCE_MS)
    .emitWithAck("message:send", payload)
    .catch(() => null);
  const results = answer?.ok ? answer.results.map(toOutcome) : null;
  recorder.write({
    act: "sent",
    t,
    until: recorder.now(),
    device,
    user: person.id,
    conversation,
    messages,
    epoch: answer?.epoch ?? null,
    results,
    error: results ? null : (answer?.error?.code ?? "NO_ANSWER"),
  });
  return results;
}

type Result = { ok: true; seq: number; ver: number; at: string; duplicate: boolean } | Refused;

interface Refused {
  ok: false;
  error: { code: string };
}

type Answer =
  | ({ epoch: string } & ({ ok: true; results: Result[]; error?: never } | Refused))
  | null;

function toOutcome(result: Result): SendOutcome {
  if (!result.ok) return { error: result.error.code };
  const { seq, ver, at, duplicate } = result;
  return { seq, ver, at, duplicate };
}
