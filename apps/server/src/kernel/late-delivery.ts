import type { Delivery } from "./delivery.ts";

/** Delivery for parts that are made before the hub; until it is connected nobody listens anyway. */
export function createLateDelivery(): { delivery: Delivery; connect(hub: Delivery): void } {
  let target: Delivery | null = null;
  return {
    delivery: {
      toUsers: (userIds, event, payload) => target?.toUsers(userIds, event, payload),
      toOtherDevices: (to, event, payload) => target?.toOtherDevices(to, event, payload),
      toDevices: (devices, event, payload) => target?.toDevices(devices, event, payload),
      toSocket: (socketId, event, payload) => target?.toSocket(socketId, event, payload),
    },
    connect(hub) {
      target = hub;
    },
  };
}
