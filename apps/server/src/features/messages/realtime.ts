import type { CommandHandlers } from "#kernel/feature";
import type { Collector } from "./collector.ts";
import { deleteMessage } from "./delete-message.ts";
import { editMessage } from "./edit-message.ts";
import { sendMessages } from "./send-messages.ts";
import type { MessagesDeps } from "./types.ts";

export function createCommands(deps: MessagesDeps, queue: Collector): CommandHandlers {
  return {
    "message:send": async ({ identity }, { conversationId, messages }) => ({
      results: await sendMessages(
        { ...deps, queue },
        { senderId: identity.userId, conversationId, messages },
      ),
    }),
    "message:edit": async ({ identity }, edit) => ({
      ver: await editMessage(deps, identity.userId, edit),
    }),
    "message:delete": async ({ identity }, { conversationId, id }) => ({
      ver: await deleteMessage(deps, identity.userId, { conversationId, id }),
    }),
  };
}
