import type { Keeping } from "./keeping.ts";
import type { LoadMedia } from "./media-engine.ts";

/** What a client needs for calls. Without it everything about calls is shown, and none can be held. */
export interface CallOptions {
  /** Loads what holds media, when it is first needed. */
  loadMedia: LoadMedia;
  /** Of this tab, over its reloads: where it was in a call. */
  tab: Keeping;
  /** Of this browser: which devices were chosen. */
  browser: Keeping;
}
