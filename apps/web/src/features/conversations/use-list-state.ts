import { useEffect, useState } from "react";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";

/** `loading` until the device or the server has answered, `failed` when neither has anything to show. */
export type ListState = "loading" | "failed" | "ready";

const PATIENCE_MS = 6000;

/** Whether the list of conversations can be believed when it is empty. */
export function useListState(): ListState {
  const client = useClient();
  const isEmpty = useObservable(client.conversations).length === 0;
  const { state } = useObservable(client.connection);
  const [isOpen, setIsOpen] = useState(false);
  const [isLate, setIsLate] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    client.ready.then(
      () => isCurrent && setIsOpen(true),
      () => isCurrent && setIsLate(true),
    );
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client]);

  if (!isEmpty || (isOpen && state === "live")) return "ready";
  const isDown = state === "offline" || state === "connecting";
  return isLate && isDown ? "failed" : "loading";
}
