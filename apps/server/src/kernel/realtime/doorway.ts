import { busy } from "../errors.ts";

const MOST_INSIDE = 32;
const LONGEST_WAIT_MS = 10_000;
const RETRY_MS = 2_000;

/** Where a crowd that comes back at once waits, so that those who are in are served soon. */
export interface Doorway {
  /** Runs `admit` once there is room, in the order of coming; throws BUSY after 10 s. */
  enter<T>(admit: () => Promise<T>): Promise<T>;
  /** Runs at once, and takes room for as long as it lasts. */
  serve<T>(work: () => Promise<T>): Promise<T>;
}

/** At most `mostInside` handshakes and requests to catch up run before the next is let in. */
export function createDoorway(mostInside = MOST_INSIDE, longestWaitMs = LONGEST_WAIT_MS): Doorway {
  const waiting = new Set<() => void>();
  let inside = 0;

  function letIn(): void {
    for (const next of waiting) {
      if (inside >= mostInside) return;
      waiting.delete(next);
      inside += 1;
      next();
    }
  }

  function wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = () => {
        clearTimeout(timeout);
        resolve();
      };
      const timeout = setTimeout(() => {
        waiting.delete(next);
        reject(busy(RETRY_MS));
      }, longestWaitMs);
      timeout.unref();
      waiting.add(next);
      letIn();
    });
  }

  /** The room is taken already. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      inside -= 1;
      letIn();
    }
  }

  return {
    async enter(admit) {
      await wait();
      return run(admit);
    },
    serve(work) {
      inside += 1;
      return run(work);
    },
  };
}
