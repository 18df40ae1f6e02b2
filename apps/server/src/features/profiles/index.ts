import type { Feature } from "#kernel/feature";
import type { ProfilesDeps } from "./deps.ts";
import { presentSettingsChanges, presentUserChanges } from "./present-changes.ts";
import { addRoutes } from "./routes.ts";

export function createProfiles(deps: ProfilesDeps): Feature {
  deps.changes.register("user", presentUserChanges(deps.friendsAmong));
  deps.changes.register("settings", presentSettingsChanges);
  return { routes: (http) => addRoutes(http, deps) };
}

export { createProfile } from "./create-profile.ts";
export { foldForSearch } from "./fold.ts";
export { presentMe } from "./present-me.ts";
export { countProfiles, findProfiles } from "./search.ts";
export type { ProfileSearch } from "./search.ts";
export { lockProfiles, presentUsers, settingsOf } from "./store.ts";
