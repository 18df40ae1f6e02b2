import { busy } from "../errors.ts";

const MOST_INSIDE = 32;
/** A connection costs a slow core about as much, from its opening to what was missed. */
const PACE_MS = 3;
const LONGEST_WAIT_MS = 10_000;
const LONGEST_STAY_MS = 1_000;
const RETRY_MS = 2_000;

interface DoorwayOptions {
  mostInside?: number;
  paceMs?: number;
  longestWaitMs?: number;
  longestStayMs?: number;
}

/**
 * Where a crowd that comes back at once waits, so that those who are in are served soon: a connection
 * costs as much as catching up, and all of the crowd would be connected before the first had caught up.
 * One after the other is let in, at the pace at which a server can serve them. Room is taken by the
 * server's own work alone, never while it waits for a client, and whatever is slow keeps the others out
 * for a second at most.
 */
export interface Doorway {
  /** Waits for room, in the order of coming, and takes it; answers what gives it back. Throws BUSY after 10 s. */
  enter(): Promise<() => void>;
  /** Runs at once, and takes room for as long as it lasts. */
  serve<T>(work: () => Promise<T>): Promise<T>;
}

/** At most `mostInside` connect or catch up before the next is let in. */
export function createDoorway(options: DoorwayOptions = {}): Doorway {
  const { mostInside = MOST_INSIDE, longestWaitMs = LONGEST_WAIT_MS } = options;
  const { longestStayMs = LONGEST_STAY_MS, paceMs = PACE_MS } = options;
  const waiting = new Set<() => void>();
  let inside = 0;
  let isPausing = false;

  /** Lets the first in of those who wait, and in a while the next. */
  function letIn(): void {
    const [next] = waiting;
    if (!next || isPausing || inside >= mostInside) return;
    waiting.delete(next);
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      letIn();
    }, paceMs).unref();
    next();
  }

  function takeRoom(): () => void {
    inside += 1;
    const timeout = setTimeout(leave, longestStayMs);
    timeout.unref();
    let isIn = true;
    function leave(): void {
      if (!isIn) return;
      isIn = false;
      clearTimeout(timeout);
      inside -= 1;
      letIn();
    }
    return leave;
  }

  return {
    enter() {
      return new Promise((resolve, reject) => {
        const next = () => {
          clearTimeout(timeout);
          resolve(takeRoom());
        };
        const timeout = setTimeout(() => {
          waiting.delete(next);
          reject(busy(RETRY_MS));
        }, longestWaitMs);
        timeout.unref();
        waiting.add(next);
        letIn();
      });
    },
    async serve(work) {
      const leave = takeRoom();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
