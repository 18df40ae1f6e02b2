import { WebSocket } from "ws";
import type { MadePerson } from "./product.ts";

/** One end of a socket that sends messages and counts what arrives; as light as can be, on both sides alike. */
export interface LightSocket {
  person: MadePerson;
  /** Sends one message; the moment of its acknowledgement is noted. */
  send(body: string): void;
  close(): void;
}

/** What all sockets of one run report to. */
export interface Tally {
  /** Milliseconds from sending to acknowledgement. */
  latencies: number[];
  delivered: number;
  /** Acknowledgements that promise nothing. */
  refusals: string[];
}

export type OpenSocket = (person: MadePerson, tally: Tally) => Promise<LightSocket>;

const AT_ONCE = 50;
const OPTIONS = { perMessageDeflate: false };

/** A socket of the product, spoken to without its client, which would only add to the load. */
export function openProductSocket(url: string): OpenSocket {
  const address = `${url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
  return (person, tally) => {
    const socket = new WebSocket(address, OPTIONS);
    const pending = new Map<string, number>();
    let number = 0;
    const opened = Promise.withResolvers<LightSocket>();
    socket.on("message", (data) => {
      const text = String(data);
      if (text === "2") return socket.send("3");
      if (text.startsWith("0")) return socket.send(`40${JSON.stringify({ token: person.token })}`);
      if (text.startsWith("40")) return opened.resolve(light);
      if (text.startsWith("44")) return opened.reject(new Error(text));
      if (text.startsWith("43")) {
        settle(tally, pending, text.slice(2, text.indexOf("[")));
        if (!text.includes('"ok":true,"seq"')) tally.refusals.push(text);
      } else if (text.startsWith('42["conversation:changed"') && text.includes(person.friendId)) {
        // One's own messages come back too: only those of the friend count as delivered.
        if (text.includes(`"senderId":"${person.friendId}"`)) tally.delivered += countIds(text);
      }
    });
    socket.on("error", opened.reject);
    const light: LightSocket = {
      person,
      send(body) {
        number += 1;
        pending.set(String(number), performance.now());
        const message = { id: crypto.randomUUID(), kind: "text", body };
        const payload = { conversationId: person.conversationId, messages: [message] };
        socket.send(`42${number}["message:send",${JSON.stringify(payload)}]`);
      },
      close: () => socket.terminate(),
    };
    return opened.promise;
  };
}

/** A socket of the bare relay. */
export function openFloorSocket(url: string): OpenSocket {
  return (person, tally) => {
    const socket = new WebSocket(`${url}/${person.userId}`, OPTIONS);
    const pending = new Map<string, number>();
    let number = 0;
    const opened = Promise.withResolvers<LightSocket>();
    socket.on("open", () => opened.resolve(light));
    socket.on("error", opened.reject);
    socket.on("message", (data) => {
      const text = String(data);
      if (text.startsWith("43")) settle(tally, pending, text.slice(2));
      else tally.delivered += 1;
    });
    const light: LightSocket = {
      person,
      send(body) {
        number += 1;
        pending.set(String(number), performance.now());
        const { friendId: to, conversationId } = person;
        socket.send(JSON.stringify({ number, to, conversationId, id: crypto.randomUUID(), body }));
      },
      close: () => socket.terminate(),
    };
    return opened.promise;
  };
}

/** Opens a socket for each of these people, a few at a time. */
export async function openAll(
  people: readonly MadePerson[],
  open: OpenSocket,
  tally: Tally,
): Promise<LightSocket[]> {
  const sockets: LightSocket[] = [];
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const some = people.slice(from, from + AT_ONCE);
    sockets.push(...(await Promise.all(some.map((person) => open(person, tally)))));
  }
  return sockets;
}

export function createTally(): Tally {
  return { latencies: [], delivered: 0, refusals: [] };
}

function settle(tally: Tally, pending: Map<string, number>, number: string): void {
  const sentAt = pending.get(number);
  if (sentAt === undefined) return;
  pending.delete(number);
  tally.latencies.push(performance.now() - sentAt);
}

/** Several messages may come in one event. */
function countIds(text: string): number {
  return text.split('"senderId":').length - 1;
}
