import type { CallGrant } from "@parley/protocol/calls";

/** True when the media of this grant can go through a relay. */
export function hasRelay({ iceServers }: Pick<CallGrant, "iceServers">): boolean {
  return iceServers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
}
