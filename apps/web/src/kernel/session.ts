import type { Me } from "@parley/protocol/profiles";
import { create } from "zustand";
import { forgetStored, readStored, writeStored } from "./stored.ts";
import { chooseTheme } from "./theme.ts";

/** Why somebody who was signed in is so no longer. */
export type SessionEnd =
  | "SIGNED_OUT"
  | "PASSWORD_CHANGED"
  | "UNAUTHENTICATED"
  | "SESSION_EXPIRED"
  | "SESSION_REVOKED";

export type SessionState =
  /** From the start until the server has answered; ends within seconds. */
  | { state: "unknown" }
  /** Nobody is signed in. `ended` says so when somebody was, until the next sign-in. */
  | { state: "guest"; ended: SessionEnd | null }
  /** Signed in; after a reload without a network, by what this browser remembers. */
  | { state: "member"; me: Me };

const useStore = create<SessionState>(() => ({ state: "unknown" }));

/** The session as it is now. */
export function useSession(): SessionState {
  return useStore();
}

/** The signed-in person, or null. */
export function useMaybeMe(): Me | null {
  return useStore((session) => (session.state === "member" ? session.me : null));
}

/** The signed-in person; only for pages that stand behind the sign-in. */
export function useMe(): Me {
  const me = useMaybeMe();
  if (me === null) throw new Error("This page needs somebody who is signed in");
  return me;
}

/** Somebody is signed in: after a confirmed code, a sign-in, or a session that the server knows. */
export function startSession(me: Me): void {
  writeStored("local", "me", JSON.stringify(me));
  useStore.setState({ state: "member", me }, true);
  chooseTheme(me.settings.theme);
}

/** Takes over a newer picture of the signed-in person; an older one, or another person's, changes nothing. */
export function updateMe(me: Me): void {
  const session = useStore.getState();
  if (session.state !== "member" || session.me.id !== me.id || session.me.ver > me.ver) return;
  // Session and client tell each other what they hear: news that is none must end here.
  if (JSON.stringify(session.me) === JSON.stringify(me)) return;
  startSession(me);
}

/** While somebody signs out: what else was heard of the end of the session meanwhile. */
let leaving: { heard: SessionEnd | null } | null = null;

/**
 * Runs what signs somebody out, then ends the session as they asked. The server's word that it is over
 * usually arrives before that is done, and is news only when it fails.
 */
export async function leaveSession(leave: () => Promise<void>): Promise<void> {
  const current: { heard: SessionEnd | null } = { heard: null };
  leaving = current;
  try {
    await leave();
    current.heard = "SIGNED_OUT";
  } finally {
    leaving = null;
    if (current.heard) endSession(current.heard);
  }
}

/** The session is over, for this reason. Page and client both hear of it: the first reason stays. */
export function endSession(ended: SessionEnd): void {
  if (leaving) {
    leaving.heard ??= ended;
    return;
  }
  const session = useStore.getState();
  writeStored("local", "me", null);
  const isTold = session.state === "guest" && session.ended !== null;
  if (isTold && ended !== "PASSWORD_CHANGED") return;
  if (ended !== "SESSION_EXPIRED") forgetBeginnings();
  const isNews = session.state === "member" || ended === "PASSWORD_CHANGED";
  useStore.setState({ state: "guest", ended: isNews ? ended : null }, true);
}

/** Half-made edits, first lines and searches are for the same account alone. */
function forgetBeginnings(): void {
  forgetStored("session", "thread.");
  forgetStored("session", "note:");
  forgetStored("session", "discovery.");
}

/** What this browser remembers of whoever was signed in last, unparsed; null when nobody was. */
export function readRememberedMe(): string | null {
  return readStored("local", "me");
}
