import type { Server } from "socket.io";
import type { Delivery } from "../delivery.ts";
import type { NoEvents, SocketData } from "./parts.ts";
import { deviceRoom, userRoom } from "./rooms.ts";

/** Events to this node's sockets, each stamped with the database's epoch. */
export function createDelivery(
  io: Server<NoEvents, NoEvents, NoEvents, SocketData>,
  epoch: () => string,
): Delivery {
  function stamp(payload: object): object {
    return { epoch: epoch(), ...payload };
  }

  return {
    toUsers(userIds, event, payload) {
      if (userIds.length === 0) return;
      io.local.to(userIds.map(userRoom)).emit(event, stamp(payload));
    },
    toOtherDevices({ userIds, except }, event, payload) {
      if (userIds.length === 0) return;
      io.local.to(userIds.map(userRoom)).except(deviceRoom(except)).emit(event, stamp(payload));
    },
    toDevices(devices, event, payload) {
      if (devices.length === 0) return;
      io.local.to(devices.map(deviceRoom)).emit(event, stamp(payload));
    },
    toSocket(socketId, event, payload) {
      io.local.to(socketId).emit(event, stamp(payload));
    },
  };
}
