import type { CallView } from "@parley/client/calls/views";
import type { CallMedia } from "@parley/protocol/calls";
import { create } from "zustand";
import { rememberFocus } from "./call-focus.ts";
import { useClient } from "./client.ts";
import { useObservable } from "./use-observable.ts";

/** A call that somebody would like to make: the preview asks once more. */
export type CallWish = { conversationId: string; media: CallMedia };

/** A call that this tab takes part in. */
export type LiveCall = Extract<
  CallView,
  { state: "outgoing" | "connecting" | "connected" | "reconnecting" }
>;

type Stage = {
  wish: CallWish | null;
  /** The call that this tab takes or took part in: its end is told on the stage. */
  callId: string | null;
  isMinimised: boolean;
  isChatOpen: boolean;
};

const useStore = create<Stage>(() => ({
  wish: null,
  callId: null,
  isMinimised: false,
  isChatOpen: false,
}));

/** Asks for a call: opens the preview, in which it is started or dropped. */
export function askToCall(wish: CallWish): void {
  // What is pressed on the stage is gone with it.
  if (useStore.getState().callId === null) rememberFocus();
  useStore.setState({ wish });
}

export function dropCallWish(): void {
  useStore.setState({ wish: null });
}

export function useCallWish(): CallWish | null {
  return useStore((stage) => stage.wish);
}

/** This tab takes part in a call: its screen opens, unless it is that of the same call. */
export function stageCall(callId: string): void {
  if (useStore.getState().callId === callId) return;
  useStore.setState({ callId, isMinimised: false, isChatOpen: false });
}

export function leaveStage(): void {
  useStore.setState({ callId: null, isMinimised: false, isChatOpen: false });
}

/** The call goes on while one walks elsewhere in the app. */
export function minimiseCall(): void {
  useStore.setState({ isMinimised: true });
}

export function showCall(): void {
  useStore.setState({ isMinimised: false });
}

export function openCallChat(isChatOpen: boolean): void {
  useStore.setState({ isChatOpen });
}

export function useIsChatOpen(): boolean {
  return useStore((stage) => stage.isChatOpen);
}

/** How the stage stands just now, for whoever is told of something once. */
export function readStage(): Readonly<Stage> {
  return useStore.getState();
}

export function isLive(call: CallView): call is LiveCall {
  return ["outgoing", "connecting", "connected", "reconnecting"].includes(call.state);
}

/** Whether the screen of a call covers the app. */
export function useIsStageOpen(): boolean {
  const call = useObservable(useClient().calls.current);
  const { callId, isMinimised } = useStore();
  const isOver = call.state === "ended" && call.callId === callId;
  return (isLive(call) || isOver) && !isMinimised;
}
