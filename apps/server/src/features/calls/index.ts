import { endIn } from "./end-in.ts";
import { presentMissed } from "./present.ts";
import { createCommands } from "./realtime.ts";
import { addRoutes } from "./routes.ts";
import { showLiveCall } from "./show-live-call.ts";
import { startSweeps } from "./sweep-calls.ts";
import type { Calls, CallsDeps } from "./types.ts";

export type { Calls, IceConfig } from "./types.ts";

export function createCalls(deps: CallsDeps): Calls {
  deps.changes.register("calls", presentMissed);
  const sweeps = startSweeps(deps);
  return {
    routes: (http) => addRoutes(http, deps),
    commands: createCommands(deps),
    connected(connection) {
      showLiveCall(deps, connection).catch((error: unknown) =>
        deps.log.warn({ err: error }, "a new socket could not be told of its call"),
      );
    },
    endIn: (unit, conversationId) => endIn(deps, unit, conversationId),
    close: () => sweeps.stop(),
  };
}
