import { createHmac } from "node:crypto";
import type { IceServer } from "@parley/protocol/calls";
import type { IceConfig } from "./types.ts";

const LIFE_SECONDS = 3_600;

/** The helpers that anybody may use. */
export function publicServers({ stunUrls }: IceConfig): IceServer[] {
  return stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
}

/** Those of a participant, with credentials for one hour when there is a relay. */
export function serversFor(
  config: IceConfig,
  { callId, userId, now }: { callId: string; userId: string; now: Date },
): IceServer[] {
  const { turnUrls, turnSecret } = config;
  if (turnUrls.length === 0 || turnSecret === null) return publicServers(config);
  const expiry = Math.floor(now.getTime() / 1000) + LIFE_SECONDS;
  const username = `${expiry}:${nameFor(turnSecret, callId, userId)}`;
  const credential = createHmac("sha1", turnSecret).update(username).digest("base64");
  return [...publicServers(config), { urls: [...turnUrls], username, credential }];
}

/** The same in one call for quotas to count by, and tells nobody whose it is. */
function nameFor(secret: string, callId: string, userId: string): string {
  return createHmac("sha256", secret).update(`${callId}/${userId}`).digest("hex").slice(0, 24);
}

export function hasRelay({ turnUrls, turnSecret }: IceConfig): boolean {
  return turnUrls.length > 0 && turnSecret !== null;
}
