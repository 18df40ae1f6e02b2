import type { Clock } from "../environment.ts";
import type { ServerEvent } from "../transport.ts";

/** How long an event waits for the ones before it, in milliseconds. */
const HOLD_MS = 300;

/** Events that came before their turn. */
export interface HeldEvents {
  /** Keeps an event until `release` or, when the time is over, hands it to `onOverdue`. */
  hold(event: ServerEvent): void;
  /** Takes out the events of one counter, in the order in which they came. */
  release(counter: string): ServerEvent[];
  clear(): void;
}

/** The counter that an event belongs to: a conversation's id, or "" for the person's own. */
export function counterOf(event: ServerEvent): string {
  return "conversationId" in event.payload ? event.payload.conversationId : "";
}

/** Creates the waiting place of events. */
export function createHeldEvents(
  clock: Clock,
  onOverdue: (event: ServerEvent) => void,
): HeldEvents {
  const held = new Map<ServerEvent, unknown>();
  return {
    hold(event) {
      const handle = clock.setTimeout(() => {
        held.delete(event);
        onOverdue(event);
      }, HOLD_MS);
      held.set(event, handle);
    },
    release(counter) {
      const released = [...held.keys()].filter((event) => counterOf(event) === counter);
      for (const event of released) {
        clock.clearTimeout(held.get(event));
        held.delete(event);
      }
      return released;
    },
    clear() {
      for (const handle of held.values()) clock.clearTimeout(handle);
      held.clear();
    },
  };
}
