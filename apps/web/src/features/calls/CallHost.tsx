import { Suspense, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { giveFocusBack } from "#kernel/call-focus";
import { isLive, minimiseCall, useCallWish, useIsStageOpen } from "#kernel/call-stage";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { CallLife, CallStage, IncomingCall, StartPreview } from "./late-parts.ts";
import { watchCalls } from "./watch-calls.ts";

/** Whatever of calls is to be seen or heard, wherever one is in the app. */
export function CallHost() {
  const client = useClient();
  const call = useObservable(client.calls.current);
  const wish = useCallWish();
  const isStageOpen = useIsStageOpen();
  useMinimiseOnTheWay();
  useFocusAfterwards(isStageOpen || isLive(call) || call.state === "elsewhere");

  useEffect(() => {
    const stop = new AbortController();
    watchCalls(client, stop.signal);
    return () => stop.abort();
  }, [client]);

  return (
    <>
      <Suspense fallback={null}>{wish && <StartPreview wish={wish} />}</Suspense>
      <Suspense fallback={null}>
        {call.state === "incoming" && <IncomingCall key={call.callId} call={call} />}
      </Suspense>
      <Suspense fallback={null}>{isLive(call) && <CallLife call={call} />}</Suspense>
      {isStageOpen && (isLive(call) || call.state === "ended") && (
        <Suspense fallback={<div className="fixed inset-0 z-(--z-call) bg-stage-bg" />}>
          <CallStage call={call} />
        </Suspense>
      )}
    </>
  );
}

/** Going to another page, also with the browser's own buttons, leaves the screen of the call, not the call. */
function useMinimiseOnTheWay(): void {
  const [location] = useLocation();
  const seen = useRef(location);
  useEffect(() => {
    if (seen.current !== location) minimiseCall();
    seen.current = location;
  }, [location]);
}

/** When the last of a call has gone from the screen, what had the focus in it is gone too. */
function useFocusAfterwards(isAnythingThere: boolean): void {
  useEffect(() => (isAnythingThere ? giveFocusBack : undefined), [isAnythingThere]);
}
