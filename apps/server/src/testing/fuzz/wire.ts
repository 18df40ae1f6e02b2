import { WebSocket } from "ws";

/** A socket spoken to frame by frame, so that it can be spoken to wrongly. */
export interface Wire {
  isOpen(): boolean;
  send(data: string | Buffer): void;
  /**
   * Sends what is made with the number of an acknowledgement, and resolves to its text: null when
   * the socket ends before, `SILENCE` when nothing comes although it is open.
   */
  ask(frame: (number: number) => string): Promise<string | null>;
  close(): void;
}

export interface WireOptions {
  url: string;
  headers: Record<string, string>;
  /** The text of the first packet; null sends none. */
  connect: string | null;
  /** Hears what the server says by itself. */
  onEvent(text: string): void;
}

export const SILENCE = "nothing";
/** A server that is this slow to answer has lost the question. */
const PATIENCE_MS = 120_000;

/** Opens a socket; resolves when the server has answered the first packet, or ended it. */
export function openWire({ url, headers, connect, onEvent }: WireOptions): Promise<Wire> {
  const address = `${url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { headers, perMessageDeflate: false });
  const waiting = new Map<number, (text: string | null) => void>();
  let number = 0;

  function read(text: string): void {
    if (text === "2") socket.send("3");
    const answer = /^43(\d+)(.*)$/s.exec(text);
    if (!answer) return onEvent(text);
    const [, id, payload = ""] = answer;
    waiting.get(Number(id))?.(payload);
    waiting.delete(Number(id));
  }

  const wire: Wire = {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    send: (data) => wire.isOpen() && socket.send(data),
    ask(frame) {
      if (!wire.isOpen()) return Promise.resolve(null);
      number += 1;
      const asked = Promise.withResolvers<string | null>();
      const alarm = setTimeout(() => asked.resolve(SILENCE), PATIENCE_MS);
      waiting.set(number, asked.resolve);
      socket.send(frame(number));
      return asked.promise.finally(() => clearTimeout(alarm));
    },
    close: () => socket.terminate(),
  };
  return new Promise((resolve) => {
    socket.on("message", (data) => {
      const text = String(data);
      if (text.startsWith("0") && connect !== null) socket.send(connect);
      if (/^4[04]/.test(text) || (text.startsWith("0") && connect === null)) resolve(wire);
      read(text);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      for (const settle of waiting.values()) settle(null);
      waiting.clear();
      resolve(wire);
    });
  });
}
