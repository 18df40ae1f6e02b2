/** The part of a connection that is listened to. */
interface PacketSource {
  on(event: "packetCreate", listener: (packet: { data?: unknown }) => void): unknown;
  on(event: "drain", listener: () => void): unknown;
}

/** A reader that lets this much pile up is cut; it catches up after it reconnects. */
const LARGEST_BUFFER = 1024 * 1024;

/**
 * Closes the connection once more than 1 MB waits to be sent.
 * Counting at `packetCreate` and starting again at `drain` costs nothing for a reader that keeps up.
 */
export function boundSendBuffer(connection: PacketSource, cut: () => void): void {
  let waiting = 0;
  connection.on("packetCreate", (packet) => {
    waiting += sizeOf(packet.data);
    if (waiting > LARGEST_BUFFER) cut();
  });
  connection.on("drain", () => {
    waiting = 0;
  });
}

function sizeOf(data: unknown): number {
  if (typeof data === "string") return Buffer.byteLength(data);
  return data instanceof Uint8Array ? data.byteLength : 0;
}
