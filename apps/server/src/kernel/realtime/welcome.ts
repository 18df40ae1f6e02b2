import { AppError, busy } from "../errors.ts";
import type { CommandHandlers, Connection, Feature } from "../feature.ts";
import { isAllowed } from "../identity.ts";
import { laneOf, refuse, runCommand } from "./commands.ts";
import type { HubParts, ParleySocket } from "./parts.ts";
import { deviceRoom, userRoom } from "./rooms.ts";
import { boundSendBuffer } from "./send-buffer.ts";

/** Puts an admitted socket into its rooms and answers its commands until it is gone. */
export function welcome(options: {
  parts: HubParts;
  socket: ParleySocket;
  handlers: CommandHandlers;
  features: readonly Feature[];
}): void {
  const { parts, socket, handlers, features } = options;
  const { identity } = socket.data.admission;
  void socket.join(`session:${identity.sessionId}`);
  // Events are the person's to read: a token that may not read hears of its own end alone.
  if (isAllowed(identity, { scope: "read" })) void socket.join(userRoom(identity.userId));
  const device = socket.data.device === null ? null : `${identity.sessionId}/${socket.data.device}`;
  if (device !== null && isAllowed(identity, { scope: "calls" })) {
    void socket.join(deviceRoom(device));
  }
  // A revocation heard between the look-up and the join would otherwise miss this socket.
  if (parts.guard.isRevoked(identity.sessionId)) {
    socket.emit("session:ended", { code: "SESSION_REVOKED" });
    socket.disconnect(true);
    return;
  }
  const gone = new AbortController();
  const connection: Connection = { socketId: socket.id, identity, device, signal: gone.signal };
  boundSendBuffer(socket.conn, () => {
    parts.log.info({ userId: identity.userId, socketId: socket.id }, "slow reader is cut");
    socket.conn.close(true);
  });
  socket.onAny((name: string, ...values: unknown[]) => {
    const last = values.at(-1);
    const acknowledge = typeof last === "function" ? (last as (answer: object) => void) : () => {};
    answer({ parts, handlers, connection }, name, values[0]).then(acknowledge, (error: unknown) =>
      parts.log.error({ err: error }, "acknowledgement failed"),
    );
  });
  socket.on("disconnect", () => gone.abort());
  for (const feature of features) feature.connected?.(connection);
}

async function answer(
  {
    parts,
    handlers,
    connection,
  }: { parts: HubParts; handlers: CommandHandlers; connection: Connection },
  name: string,
  payload: unknown,
): Promise<object> {
  try {
    parts.limitCommands(connection.socketId, laneOf(name));
    if (!parts.availability.isReady()) throw busy();
    if (parts.guard.isRevoked(connection.identity.sessionId)) throw new AppError("SESSION_REVOKED");
  } catch (error) {
    return { epoch: parts.epoch(), ...refuse(error, parts.log) };
  }
  return runCommand({ handlers, epoch: parts.epoch, log: parts.log }, connection, {
    name,
    payload,
  });
}
