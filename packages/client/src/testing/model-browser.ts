import type { Channel, Environment, Locks, Signal } from "../environment.ts";
import { createEmitter } from "../observable.ts";

interface Holder {
  end: (stolen: boolean) => void;
}

/** The locks of one browser, as the Web Locks API has them. */
export function createLocks(): Locks {
  const queues = new Map<string, (() => void)[]>();
  const holders = new Map<string, Holder>();

  function next(name: string): void {
    holders.delete(name);
    queues.get(name)?.shift()?.();
  }

  return {
    request(name, { steal = false, signal }, callback) {
      return new Promise((resolve, reject) => {
        const take = () => {
          if (signal?.aborted) return next(name);
          let isOver = false;
          const holder: Holder = {
            end(isStolen) {
              if (isOver) return;
              isOver = true;
              if (isStolen) reject(new DOMException("The lock was stolen.", "AbortError"));
              else resolve(undefined);
              if (holders.get(name) === holder) next(name);
            },
          };
          holders.set(name, holder);
          void callback().then(() => holder.end(false));
        };
        const current = holders.get(name);
        if (!current) return take();
        if (!steal) {
          queues.set(name, [...(queues.get(name) ?? []), take]);
          return;
        }
        take();
        current.end(true);
      });
    },
  };
}

/** Creates the channels of the tabs of one browser: each reaches all others. */
export function createChannels(): () => Channel {
  const messages = createEmitter<{ from: object; data: unknown }>();
  return () => {
    const closing = new AbortController();
    const self = {};
    return {
      postMessage: (data) => messages.emit({ from: self, data: structuredClone(data) }),
      addEventListener(_type, listener) {
        messages.subscribe(({ from, data }) => {
          if (from !== self) listener({ data });
        }, closing.signal);
      },
      close: () => closing.abort(),
    };
  };
}

/** Surroundings that a test moves. */
export interface ModelEnvironment extends Environment {
  show(isVisible: boolean): void;
  tell(signal: Signal): void;
}

/** Creates surroundings that are online. */
export function createEnvironment(isShown = true): ModelEnvironment {
  const signals = createEmitter<Signal>();
  let isVisible = isShown;
  return {
    isVisible: () => isVisible,
    isOnline: () => true,
    subscribe: (listener, signal) => void signals.subscribe(listener, signal),
    tell: (signal) => signals.emit(signal),
    show(value) {
      isVisible = value;
      signals.emit(value ? "visible" : "hidden");
    },
  };
}
