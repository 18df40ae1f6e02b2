import type { Clock, Environment } from "../environment.ts";
import type { Transport } from "../transport.ts";
import { askCall } from "./ask-call.ts";
import type { CallTracker } from "./call-tracker.ts";
import { FORGETFUL, type Keeping } from "./keeping.ts";
import type { MediaHost } from "./media-engine.ts";

export interface MediaHostParts {
  clock: Clock;
  environment: Environment;
  transport: Transport;
  tracker: Pick<CallTracker, "apply">;
  kept: Keeping | undefined;
  isConnected(): boolean;
  rebuild(): Promise<void>;
}

/** What media may ask of the call that they serve. */
export function createMediaHost(parts: MediaHostParts): MediaHost {
  const { clock, environment, transport, tracker } = parts;
  return {
    clock,
    kept: parts.kept ?? FORGETFUL,
    isVisible: () => environment.isVisible(),
    isSignaling: parts.isConnected,
    async sendSignal(signal) {
      await askCall(transport, "call:signal", signal);
    },
    ackSignal(ack) {
      askCall(transport, "call:signal-ack", ack).catch(() => {});
    },
    fetchIce: async (callId) => (await transport.ice(callId)).iceServers,
    onFlowing: () => tracker.apply({ type: "flowing" }),
    onStalled: () => tracker.apply({ type: "stalled" }),
    onRebuild: () => void parts.rebuild(),
    onFailed: () => tracker.apply({ type: "leave", reason: "failed" }),
  };
}
