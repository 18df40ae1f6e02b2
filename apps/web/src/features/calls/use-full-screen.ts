import { useSyncExternalStore } from "react";

type FullScreen = { isOn: boolean; toggle: () => void };

/** The whole screen for the call; null where the browser has no such thing. */
export function useFullScreen(): FullScreen | null {
  const isOn = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  if (!document.fullscreenEnabled) return null;
  return { isOn, toggle: () => void (isOn ? leave() : enter()) };
}

async function enter(): Promise<void> {
  // The whole page, so that dialogs and notices stand above the call there too. Nothing is lost when refused.
  await document.documentElement.requestFullscreen().catch(() => undefined);
}

async function leave(): Promise<void> {
  await document.exitFullscreen().catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}
