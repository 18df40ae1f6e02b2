import type { IceCandidate, SessionDescription } from "@parley/protocol/calls";

/** What one device says to another. */
export type SignalPart =
  | { description: SessionDescription }
  | { candidate: IceCandidate }
  | { askRestart: true };

/** Reads the one part of a signal; null when there is none. */
export function readPart(signal: {
  description?: SessionDescription | undefined;
  candidate?: IceCandidate | undefined;
  askRestart?: true | undefined;
}): SignalPart | null {
  const { description, candidate, askRestart } = signal;
  if (description) return { description };
  if (candidate) return { candidate };
  return askRestart ? { askRestart } : null;
}
