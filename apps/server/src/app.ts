import { systemClock } from "#kernel/clock";
import { createHotLimits } from "#kernel/hot-limits";
import { createListeners } from "#kernel/http/listen";
import { createOriginGuard } from "#kernel/http/origin";
import { buildHttp } from "#kernel/http/server";
import { createLateDelivery } from "#kernel/late-delivery";
import type { App, AppParts } from "#kernel/lifecycle";
import { addProbes } from "#kernel/probes";
import { createDoorway } from "#kernel/realtime/doorway";
import { createHub } from "#kernel/realtime/hub";
import { composeFeatures } from "./compose-features.ts";

/** Every feature once, in dependency order, with the features whose face it may import. */
export const FEATURES = [
  { name: "accounts", uses: [] },
  { name: "profiles", uses: [] },
  { name: "friends", uses: ["profiles"] },
  { name: "discovery", uses: ["profiles", "friends"] },
  { name: "conversations", uses: [] },
  { name: "messages", uses: ["conversations"] },
  { name: "calls", uses: ["conversations", "messages"] },
  { name: "presence", uses: [] },
  { name: "sync", uses: ["conversations", "messages"] },
] as const;

const VERSION = "1.0.0";

/** Builds the whole server around a running database. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, log, availability, epoch } = parts;
  const late = createLateDelivery();
  const limits = createHotLimits({ clock: systemClock, enabled: config.limits });
  const doorway = createDoorway();
  const { features, guard, mail } = composeFeatures({
    ...parts,
    doorway,
    hotLimits: limits,
    delivery: late.delivery,
  });
  const origin = createOriginGuard(config.publicUrl, () => listeners.port());
  const edge = { guard, origin, availability, log };
  const http = await buildHttp({
    ...edge,
    config,
    limitWrites: (sessionId) => limits.takeCommand(`session:${sessionId}`),
    webApp: parts.webDist,
    version: VERSION,
  });
  const listeners = createListeners(http, config);
  const hub = createHub({
    ...edge,
    server: http.server,
    doorway,
    epoch,
    limitCommands(socketId, lane) {
      if (lane === "signaling") limits.takeSignaling(socketId);
      else limits.takeCommand(socketId);
    },
  });
  late.connect(hub);
  addProbes(http, availability);
  for (const feature of features) feature.routes?.(http);
  hub.use(features);
  await http.ready();
  return {
    listen: () => listeners.listen(),
    async close() {
      await hub.close();
      await listeners.close();
      for (const feature of features.toReversed()) await feature.close?.();
      await mail.close();
    },
  };
}
