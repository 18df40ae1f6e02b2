import { randomBytes } from "node:crypto";
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";

export type DatagramProxy = {
  /** Whatever is sent from now on is lost, both ways. */
  cut: () => void;
  /**
   * Passes on again, from other ports than before, as after a change of network: what a relay held
   * for the old ones is lost, and only an ICE restart helps.
   */
  heal: () => void;
  /** Whether what stands behind it answered a STUN question of ours; asks again each time. */
  isAnswered: () => boolean;
  close: () => void;
};

/** Passes UDP on from one port of loopback to another: the path of a network that can be cut. */
export async function openDatagramProxy(from: number, to: number): Promise<DatagramProxy> {
  const front = createSocket("udp4");
  const backs = new Map<string, Socket>();
  let isCut = false;

  function findBack(client: RemoteInfo): Socket {
    const key = `${client.address}:${client.port}`;
    const known = backs.get(key);
    if (known) return known;
    const back = createSocket("udp4");
    back.on("error", () => {});
    back.on("message", (packet) => {
      if (!isCut) front.send(packet, client.port, client.address);
    });
    backs.set(key, back);
    return back;
  }

  front.on("error", () => {});
  front.on("message", (packet, client) => {
    if (!isCut) findBack(client).send(packet, to, "127.0.0.1");
  });
  await new Promise<void>((done) => front.bind(from, "127.0.0.1", done));
  const probe = openProbe(from);
  return {
    cut: () => {
      isCut = true;
    },
    heal: () => {
      for (const back of backs.values()) back.close();
      backs.clear();
      isCut = false;
    },
    isAnswered: probe.isAnswered,
    close: () => {
      for (const socket of [front, probe.socket, ...backs.values()]) socket.close();
    },
  };
}

function openProbe(port: number): { socket: Socket; isAnswered: () => boolean } {
  const socket = createSocket("udp4");
  let hasAnswer = false;
  socket.on("error", () => {});
  socket.on("message", () => {
    hasAnswer = true;
  });
  return {
    socket,
    isAnswered: () => {
      if (!hasAnswer) socket.send(makeBindingRequest(), port, "127.0.0.1");
      return hasAnswer;
    },
  };
}

/** The smallest question that a STUN server answers (RFC 8489, section 5). */
function makeBindingRequest(): Buffer {
  return Buffer.concat([Buffer.from("000100002112a442", "hex"), randomBytes(12)]);
}
