import { busy } from "../errors.ts";

const MOST_SERVED = 32;
/** A connection costs a slow core about as much. */
const PACE_MS = 3;
const LONGEST_WAIT_MS = 30_000;
const LONGEST_ROOM_MS = 1_000;
const RETRY_MS = 2_000;

interface DoorwayOptions {
  mostServed?: number;
  paceMs?: number;
  longestWaitMs?: number;
  longestRoomMs?: number;
}

/**
 * Where a crowd that comes back at once waits, so that those who are in are served soon: all of the crowd
 * would be let in before the first had caught up. One after the other is let in, at the pace at which a
 * server can serve them, and none while many catch up.
 */
export interface Doorway {
  /** Resolves when it is one's turn, in the order of coming; throws BUSY after 30 s. */
  enter(): Promise<void>;
  /** Runs what catches up at once; while there is too much of it nobody is let in, for a second at most. */
  serve<T>(work: () => Promise<T>): Promise<T>;
}

export function createDoorway(options: DoorwayOptions = {}): Doorway {
  const { mostServed = MOST_SERVED, paceMs = PACE_MS } = options;
  const { longestWaitMs = LONGEST_WAIT_MS, longestRoomMs = LONGEST_ROOM_MS } = options;
  const waiting = new Set<() => void>();
  let served = 0;
  let isPausing = false;

  /** Lets in whoever has waited for longest, and in a moment the next. */
  function letIn(): void {
    const [next] = waiting;
    if (!next || isPausing || served >= mostServed) return;
    waiting.delete(next);
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      letIn();
    }, paceMs).unref();
    next();
  }

  /** Answers what gives the room back; whatever is slow keeps it no longer than the others can bear. */
  function takeRoom(): () => void {
    served += 1;
    let isTaken = true;
    const timeout = setTimeout(leave, longestRoomMs);
    timeout.unref();
    function leave(): void {
      if (!isTaken) return;
      isTaken = false;
      clearTimeout(timeout);
      served -= 1;
      letIn();
    }
    return leave;
  }

  return {
    enter() {
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
