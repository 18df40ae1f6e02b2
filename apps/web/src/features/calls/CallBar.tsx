import { Suspense } from "react";
import { isLive, useIsStageOpen } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { ReturnBar } from "./late-parts.ts";

/** The way back to a call that goes on while one is elsewhere in the app, in another tab or on another device. */
export function CallBar() {
  const call = useObservable(useClient().calls.current);
  const isStageOpen = useIsStageOpen();
  if (isStageOpen || !(isLive(call) || call.state === "elsewhere")) return null;
  return (
    <Suspense fallback={null}>
      <ReturnBar call={call} />
    </Suspense>
  );
}
