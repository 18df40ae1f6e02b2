import { lazy, type FunctionComponent, type LazyExoticComponent } from "react";
import { reloadSafely } from "./before-reload.ts";

const RELOADED_AT = "parley.reloadedAt";
const QUIET_PERIOD_MS = 60_000;

/**
 * Loads a part of the app. When it is gone because a newer build has taken its place, the page reloads
 * once, with everything typed kept; a second failure within a minute is thrown.
 */
export async function loadChunk<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
    if (!navigator.onLine || Date.now() - last < QUIET_PERIOD_MS) throw error;
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    await reloadSafely();
    return new Promise<never>(() => undefined);
  }
}

/** A component that is loaded when it is first drawn: `lazyPart(() => import("#features/x"), (x) => x.XPage)`. */
export function lazyPart<Module, Props>(
  load: () => Promise<Module>,
  pick: (module: Module) => FunctionComponent<Props>,
): LazyExoticComponent<FunctionComponent<Props>> {
  return lazy(async () => ({ default: pick(await loadChunk(load)) }));
}
