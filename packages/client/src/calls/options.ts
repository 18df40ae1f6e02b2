import type { LoadMedia } from "./media-engine.ts";

/** Keeps short texts by name. */
export interface Keeping {
  read(key: string): string | null;
  /** Forgets with null. */
  write(key: string, value: string | null): void;
}

/** What a client needs for calls. Without it everything about calls is shown, and none can be held. */
export interface CallOptions {
  /** Loads what holds media, when it is first needed. */
  loadMedia: LoadMedia;
  /** Of this tab, over its reloads: where it was in a call. */
  tab: Keeping;
}
