import type { CommandHandlers } from "#kernel/feature";
import type { OnlineBoard } from "./online.ts";
import type { TypingBoard } from "./typing.ts";

export function presenceCommands(online: OnlineBoard, typing: TypingBoard): CommandHandlers {
  return {
    "presence:watch": async (connection, { userIds }) => ({
      states: await online.watch(connection, userIds),
    }),
    "typing:start": async (connection, command) => {
      await typing.start(connection, command);
      return {};
    },
    "typing:stop": async (connection, command) => {
      typing.stop(connection, command);
      return {};
    },
  };
}
