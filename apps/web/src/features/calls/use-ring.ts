import { useEffect } from "react";
import { useMe } from "#kernel/session";
import { ring, type RingKind } from "./ring.ts";

const DEFAULT_S = 60;

/** Rings while `isOn`, at most until an instant, unless the person has switched sounds off. */
export function useRing(kind: RingKind, isOn: boolean, until: number | null): void {
  const { sounds } = useMe().settings;
  useEffect(() => {
    if (!isOn || !sounds) return;
    const stop = new AbortController();
    const seconds = until === null ? DEFAULT_S : (until - Date.now()) / 1000;
    ring(kind, Math.max(0, seconds), stop.signal);
    return () => stop.abort();
  }, [kind, isOn, sounds, until]);
}
