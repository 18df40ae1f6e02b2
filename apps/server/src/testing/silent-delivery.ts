import type { Delivery } from "#kernel/delivery";

/** Tells nobody; tests replace what they listen to. */
export const silentDelivery: Delivery = {
  toUsers() {},
  toOtherDevices() {},
  toDevices() {},
  toSocket() {},
};
