import type { Observable } from "@parley/client/observable";
import { useSyncExternalStore } from "react";

/** The value of an observable of the client, renewed whenever it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get);
}
