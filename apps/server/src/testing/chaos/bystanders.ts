import { io } from "socket.io-client";
import { newId } from "#kernel/ids";
import { pause, poll } from "#kernel/pause";
import type { TestPerson } from "../test-person.ts";
import { befriend } from "./people.ts";
import type { Pair } from "./people.ts";
import type { Dice } from "./random.ts";
import type { World } from "./world.ts";

/** The last fault may keep the database away for this long. */
const PATIENCE_MS = 60_000;

/** Somebody who acts beside the crowd until told to stop. */
export interface Bystander {
  stop(): Promise<void>;
}

function repeat(dice: Dice, restMs: number, act: () => Promise<void>): Bystander {
  const stopping = new AbortController();
  const done = (async () => {
    while (!stopping.signal.aborted) {
      await pause(dice.int(0, 2 * restMs), stopping.signal);
      // What the faults cut off is tried again next time.
      if (!stopping.signal.aborted) await act().catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** Knows nobody and asks for everything; whatever it hears or is given is written down. */
export function startStranger({ url, people, pairs, recorder }: World, dice: Dice): Bystander {
  const { stranger } = people;
  const user = stranger.id;
  const socket = io(url, {
    transports: ["websocket"],
    forceNew: true,
    auth: { protocol: 1 },
    extraHeaders: { cookie: stranger.cookie, origin: url },
  });
  socket.on("connect_error", () => {
    if (!socket.active) setTimeout(() => socket.connect(), 500);
  });
  socket.onAny((name: string, payload: { conversationId?: string } | undefined) => {
    const conversation = payload?.conversationId;
    if (!conversation) return;
    recorder.write({
      act: "probed",
      device: "stranger",
      user,
      conversation,
      what: name,
      outcome: "heard",
    });
  });

  async function probe(): Promise<void> {
    const [first, ...others] = pairs;
    if (!first) return;
    const { conversation } = dice.pick([first, ...others]);
    const path = `/api/conversations/${conversation}/messages`;
    const text = { id: newId(), kind: "text", body: "Let me in" };
    const list = [[conversation, 0, 0]];
    const asks = {
      read: () => stranger.call("GET", path),
      write: () => stranger.call("POST", path, { messages: [text] }),
      sync: () =>
        stranger.call("POST", "/api/sync", {
          epoch: null,
          userVer: 0,
          conversations: list,
          only: true,
        }),
    };
    const what = dice.pick(["read", "write", "sync"] as const);
    const { status, body } = await asks[what]();
    const entries =
      (body["conversations"] as { mode: string; messages: unknown[] }[] | undefined) ?? [];
    const isTold = entries.some(({ mode }) => mode !== "gone");
    const outcome = what === "sync" && status === 200 && !isTold ? "nothing" : String(status);
    recorder.write({ act: "probed", device: "stranger", user, conversation, what, outcome });
  }

  const bystander = repeat(dice, 400, probe);
  return {
    async stop() {
      await bystander.stop();
      socket.close();
    },
  };
}

/** Two people who end their friendship and make it up again. */
export function startQuarrel({ recorder }: World, pair: Pair, dice: Dice): Bystander {
  const { conversation } = pair;
  const [a, b] = pair.people;
  let isJoined = true;

  async function sever(): Promise<void> {
    const t = recorder.now();
    const { status } = await a.call("DELETE", `/api/friends/${b.id}`);
    // Not found: an earlier one went through although its answer was lost.
    if (status !== 204 && status !== 404) return;
    isJoined = false;
    const until = recorder.now();
    recorder.write({ act: "severed", t, until, device: "quarrel", user: a.id, conversation });
  }

  async function makeUp(): Promise<void> {
    const t = recorder.now();
    // Written down before it is tried: it may succeed although its answer is lost.
    recorder.write({ act: "joined", t, until: t, device: "quarrel", user: a.id, conversation });
    await reconcile(a, b);
    isJoined = true;
  }

  const bystander = repeat(dice, 4_000, () => (isJoined ? sever() : makeUp()));
  return {
    async stop() {
      await bystander.stop();
      const isMadeUp = await poll(PATIENCE_MS, () =>
        makeUp().then(
          () => true,
          () => false,
        ),
      );
      if (!isMadeUp) throw new Error("The two who quarrelled could not make it up.");
    },
  };
}

/** Whichever of the steps went through before although nobody heard of it. */
async function reconcile(a: TestPerson, b: TestPerson): Promise<void> {
  const { body } = await b.call("GET", "/api/friends/requests");
  const incoming = (body["incoming"] as { id: string }[] | undefined) ?? [];
  for (const { id } of incoming) await b.call("POST", `/api/friends/requests/${id}/accept`);
  const friends = await a.call("GET", "/api/friends?limit=100");
  const items = (friends.body["items"] as { id: string }[] | undefined) ?? [];
  if (!items.some(({ id }) => id === b.id)) await befriend(a, b);
}
