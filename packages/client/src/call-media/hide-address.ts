const RELATED = / raddr \S+ rport \d+/gu;
const CANDIDATE_LINE = /^a=candidate:.*\r?\n/gmu;

/** A candidate without the address behind the relay; null when it would show one itself. */
export function hideInCandidate(candidate: string): string | null {
  if (candidate === "") return candidate;
  if (!/ typ relay\b/u.test(candidate)) return null;
  return candidate.replaceAll(RELATED, " raddr 0.0.0.0 rport 0");
}

/** A description without any address of this side but the relay's. */
export function hideInDescription(sdp: string): string {
  return sdp.replaceAll(CANDIDATE_LINE, (line) => hideInCandidate(line) ?? "");
}
