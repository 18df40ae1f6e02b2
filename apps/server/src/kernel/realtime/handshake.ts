import type { IncomingMessage } from "node:http";
import { Handshake } from "@parley/protocol/commands";
import { PROTOCOL_VERSION } from "@parley/protocol/version";
import { AppError, busy } from "../errors.ts";
import type { OriginGuard } from "../http/origin.ts";
import type { Log } from "../log.ts";
import { refuse } from "./commands.ts";
import type { HubParts, ParleySocket } from "./parts.ts";

/** Browsers send no preflight for WebSockets: the origin is checked here or nowhere. */
export function isFromUs(origin: OriginGuard, request: IncomingMessage): boolean {
  return origin.isOurHost(request.headers.host) && origin.isTrusted(request.headers);
}

/** Establishes who opens the socket. */
export async function admitSocket(parts: HubParts, socket: ParleySocket): Promise<void> {
  const handshake = Handshake.safeParse(socket.handshake.auth);
  if (!handshake.success) throw new AppError("VALIDATION");
  const { token, protocol, device } = handshake.data;
  if (protocol !== undefined && protocol !== PROTOCOL_VERSION)
    throw new AppError("UPDATE_REQUIRED");
  if (!parts.availability.isReady()) throw busy();
  socket.data.device = device || null;
  const { cookie, authorization } = socket.handshake.headers;
  socket.data.admission = await parts.guard.admit({
    cookie,
    authorization: token === undefined ? authorization : `Bearer ${token}`,
    fresh: false,
  });
  // Last of all, so that strangers keep nobody waiting.
  await parts.doorway.enter();
}

/** Socket.IO hands `data` of the error to the client's `connect_error`. */
export function asHandshakeRefusal(error: unknown, log: Log): Error {
  const { code, message, retryAfterMs } = refuse(error, log).error;
  return Object.assign(new Error(message), {
    data: { code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  });
}
