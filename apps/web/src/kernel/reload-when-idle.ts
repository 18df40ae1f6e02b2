import type { Client } from "@parley/client/client";
import { reloadSafely } from "./before-reload.ts";

const IDLE_MS = 60_000;
const INPUTS = ["pointerdown", "keydown", "wheel", "touchstart"];

/** Once the server refuses this version, reloads the page as soon as nobody is looking or has done anything for a minute. */
export function reloadWhenIdle(client: Client, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** A call is not cut off for an update. */
  function reload() {
    if (client.calls.current.get().state === "idle") void reloadSafely();
    else wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(reload, IDLE_MS);
  }

  function begin() {
    if (!client.needsUpdate.get() || timer !== undefined) return;
    if (document.visibilityState === "hidden") return reload();
    wait();
    for (const input of INPUTS) addEventListener(input, wait, { signal, passive: true });
    document.addEventListener("visibilitychange", reload, { signal });
  }

  client.needsUpdate.subscribe(begin, signal);
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  begin();
}
