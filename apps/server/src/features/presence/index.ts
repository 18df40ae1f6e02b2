import type { Feature } from "#kernel/feature";
import type { PresenceDeps } from "./deps.ts";
import { OnlineBoard } from "./online.ts";
import { presenceCommands } from "./realtime.ts";
import { TypingBoard } from "./typing.ts";

export interface PresenceFeature extends Feature {
  /** Friendship or block between these people has changed: told after commit. */
  relationsChanged: (userIds: readonly string[]) => void;
  /** This person's settings have changed: told after commit. */
  settingsChanged: (userId: string) => void;
}

export function createPresence(deps: PresenceDeps): PresenceFeature {
  const online = new OnlineBoard(deps);
  const typing = new TypingBoard(deps);
  return {
    commands: presenceCommands(online, typing),
    connected(connection) {
      online.connected(connection);
      typing.connected(connection);
    },
    relationsChanged(userIds) {
      online.relationsChanged(userIds);
      typing.relationsChanged(userIds);
    },
    settingsChanged(userId) {
      online.settingsChanged(userId);
      typing.settingsChanged(userId);
    },
    close() {
      online.close();
      typing.close();
    },
  };
}
