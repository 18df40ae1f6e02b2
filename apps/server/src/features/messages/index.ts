import { messageChanges } from "./reads.ts";
import { createCommands } from "./realtime.ts";
import { addRoutes } from "./routes.ts";
import { createSendQueue } from "./send-messages.ts";
import type { Messages, MessagesDeps } from "./types.ts";

export { addCallMessage } from "./add-call-message.ts";
export { isMessage } from "./store/is-message.ts";
export { messageReads } from "./reads.ts";
export type { Messages, MessagesDeps } from "./types.ts";

export function createMessages(deps: MessagesDeps): Messages {
  const queue = createSendQueue(deps);
  return {
    routes: (http) => addRoutes(http, deps, queue),
    commands: createCommands(deps, queue),
    close: () => queue.close(),
    changes: messageChanges,
  };
}
