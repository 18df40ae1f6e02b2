import { useEffect, useState } from "react";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Icon } from "#ui/Icon";

/** As long as a short interruption may last before it is worth a word. */
const PATIENCE_MS = 3000;

/** Says quietly that the server is out of reach; it heals by itself and everything written waits. */
export function ConnectionNotice() {
  const connection = useObservable(useClient().connection);
  const isDown = connection.state === "offline" || connection.state === "connecting";
  const isLate = useIsOlderThan(isDown ? connection.since : null, PATIENCE_MS);
  return (
    <div
      role="status"
      className="pointer-events-none absolute inset-x-0 top-[calc(var(--header-h)+8px)] z-(--z-float) flex justify-center"
    >
      {isLate && (
        <span className="flex animate-fade items-center gap-2 rounded-full bg-raised px-3.5 py-1.5 text-sm text-fg-muted shadow-float ring-1 ring-border">
          <Icon name="wifi-off" size={15} />
          {m.shell_waiting_for_network()}
        </span>
      )}
    </div>
  );
}

/** Whether it has been so since at least `patienceMs`; interruptions in a row count as one. */
function useIsOlderThan(since: number | null, patienceMs: number): boolean {
  const isOn = since !== null;
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(isOn), isOn ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [isOn, patienceMs]);
  return isOn && isLate;
}
