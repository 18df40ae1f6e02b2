/** What a terminal, npm or a service manager asks. */
export type StopRequest = "stop" | "stop-now";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Ctrl-C reaches the process from the terminal and once more from npm. */
const SAME_MS = 2_000;

/**
 * Turns signals into requests: the first one stops, repetitions within two seconds are the same
 * one, and a later one asks to stop without waiting for anybody.
 */
export function createStopRequests(
  handle: (request: StopRequest) => void,
  now: () => number,
): () => void {
  let first: number | null = null;
  return () => {
    if (first === null) {
      first = now();
      handle("stop");
    } else if (now() - first > SAME_MS) {
      handle("stop-now");
    }
  };
}

/** Listens for the signals that stop a process, for the rest of its life. */
export function listenForStop(handle: (request: StopRequest) => void): void {
  const note = createStopRequests(handle, () => performance.now());
  for (const name of SIGNALS) process.on(name, note);
}
