import type { Client } from "@parley/client/client";
import type { CallEndReason, CallView } from "@parley/client/calls/views";
import { isLive, leaveStage, readStage, stageCall } from "#kernel/call-stage";
import { describeDuration } from "#kernel/call-words";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";

type Caller = Pick<Client, "user"> & { calls: Pick<Client["calls"], "current" | "dismiss"> };
type EndedCall = Extract<CallView, { state: "ended" }>;

/** Puts a call of this tab on the stage, and tells how one ended that is not shown there. */
export function watchCalls(client: Caller, signal: AbortSignal): void {
  const { current } = client.calls;

  function look() {
    const call = current.get();
    if (isLive(call)) stageCall(call.callId);
    else if (call.state === "ended") settle(call);
    else leaveStage();
  }

  function settle(call: EndedCall) {
    const { callId, isMinimised } = readStage();
    if (callId === call.callId && !isMinimised && isWorthAScreen(call)) return;
    const told = describeEnd(call, callId === call.callId);
    if (told !== null) tell(client, call, told);
    leaveStage();
    client.calls.dismiss();
  }

  current.subscribe(look, signal);
  look();
}

/** Who gave up calling, or moved the call away, knows it. */
function isWorthAScreen({ reason, isMine }: EndedCall): boolean {
  const gone: CallEndReason[] = ["moved", "answered-elsewhere", "declined-elsewhere", "missed"];
  return !gone.includes(reason) && !(reason === "cancelled" && isMine);
}

/** The end of a call in a line, or null where there is nothing to tell. */
function describeEnd(call: EndedCall, wasHere: boolean): string | null {
  switch (call.reason) {
    case "missed":
      return m.calls_told_missed();
    case "answered-elsewhere":
      return m.calls_told_answered_elsewhere();
    case "declined-elsewhere":
      return m.calls_told_declined_elsewhere();
    case "moved":
      return m.calls_told_moved();
    default:
      if (!wasHere || call.seconds === 0) return null;
      return `${m.calls_told_over()} ${describeDuration(call.seconds)}.`;
  }
}

function tell(client: Caller, call: EndedCall, text: string): void {
  const peer = client.user(call.peerId).get();
  showToast({
    text,
    ...(peer ? { title: peer.name, person: { name: peer.name, avatarUrl: peer.avatarUrl } } : {}),
  });
}
