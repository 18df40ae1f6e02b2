import type { Feature } from "#kernel/feature";
import { addBlockRoutes } from "./block-routes.ts";
import type { FriendsDeps } from "./deps.ts";
import { presentBlockChanges, presentRequestChanges } from "./present.ts";
import { addAnswerRoutes, addRequestRoutes } from "./request-routes.ts";
import { addFriendRoutes } from "./routes.ts";

export function createFriends(deps: FriendsDeps): Feature {
  deps.changes.register("request", presentRequestChanges);
  deps.changes.register("block", presentBlockChanges);
  return {
    routes(http) {
      addFriendRoutes(http, deps);
      addRequestRoutes(http, deps);
      addAnswerRoutes(http, deps);
      addBlockRoutes(http, deps);
    },
  };
}

export { openRequestsOf } from "./open-requests.ts";
export { areFriends, blocksAmong, friendIds, friendsAmong, notBlocked } from "./store.ts";
