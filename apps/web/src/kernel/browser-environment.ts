import type { Environment, Signal } from "@parley/client/environment";

/** What this tab knows of itself: whether it is seen, focused and online. */
export const browserEnvironment: Environment = {
  isVisible: () => document.visibilityState === "visible",
  isOnline: () => navigator.onLine,
  subscribe(listener, signal) {
    const tell = (sign: Signal) => () => listener(sign);
    addEventListener("focus", tell("focus"), { signal });
    addEventListener("online", tell("online"), { signal });
    addEventListener("offline", tell("offline"), { signal });
    document.addEventListener(
      "visibilitychange",
      () => listener(document.visibilityState === "visible" ? "visible" : "hidden"),
      { signal },
    );
  },
};
