import { io } from "socket.io-client";
import { newId } from "#kernel/ids";
import { pause } from "#kernel/pause";

export interface Acknowledged {
  id: string;
  body: string;
  seq: number;
  ver: number;
}

export interface StubbornSender {
  /** In the order in which they were sent and acknowledged. */
  acknowledged: Acknowledged[];
  /** How many acknowledgements said `duplicate`: the answer before them was lost. */
  duplicates(): number;
  /** Sends what is under way to its end and no more. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 2_000;

/** A device that sends one message after the other, each until it is acknowledged, whatever dies. */
export function startStubbornSender(options: {
  url: string;
  cookie: string;
  conversationId: string;
  device: string;
}): StubbornSender {
  const { url, cookie, conversationId, device } = options;
  const acknowledged: Acknowledged[] = [];
  const stopping = new AbortController();
  let duplicates = 0;
  const socket = io(url, {
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 300,
    auth: { protocol: 1 },
    extraHeaders: { cookie, origin: url },
  });
  // A handshake refused while the server starts is not tried again by Socket.IO itself.
  socket.on("connect_error", () => {
    if (!socket.active) setTimeout(() => socket.connect(), 100);
  });

  async function send(id: string, body: string): Promise<void> {
    for (;;) {
      const messages = [{ id, kind: "text", body }];
      const answer = await socket
        .timeout(PATIENCE_MS)
        .emitWithAck("message:send", { conversationId, messages })
        .catch(() => null);
      const result = answer?.ok ? answer.results[0] : null;
      if (result?.ok) {
        if (result.duplicate) duplicates += 1;
        acknowledged.push({ id, body, seq: result.seq, ver: result.ver });
        return;
      }
      await pause(50);
    }
  }

  const done = (async () => {
    for (let count = 1; !stopping.signal.aborted; count += 1) {
      await send(newId(), `${device} ${count}`);
    }
    socket.close();
  })();
  return {
    acknowledged,
    duplicates: () => duplicates,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
