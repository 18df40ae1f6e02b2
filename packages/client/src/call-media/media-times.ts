/** When media are looked at and mended, in milliseconds. */

/** The intake of a connection is read this often. */
export const LOOK_MS = 500;
/** No RTP for this long, though the other side sends, is a stall. */
export const STALL_MS = 2_000;
/** Where nothing is sent only the checks of the path tell, and those are rare. */
export const QUIET_STALL_MS = 9_000;
/** Frames that arrive and are not drawn for this long are a frozen picture. */
export const FROZEN_MS = 2_000;
/** A frozen picture is built anew at most this often. */
export const FROZEN_REST_MS = 30_000;
/** After a stall another way is looked for at these instants. */
export const RESTARTS_MS = [0, 2_000, 6_000, 12_000] as const;
/** A connection that has not brought anything for this long is built anew. */
export const REBUILD_MS = 20_000;
/** Asked for and not done by then, it is asked for again. */
export const REBUILD_AGAIN_MS = 5_000;
/** What was said again since the server is back has so long to help before that. */
export const REPLAY_MS = 3_000;
/** A fresh credential is waited for so long. */
export const FRESH_MS = 1_500;
/** A restart that the other side asks for within this of the last one is the same. */
export const ASK_REST_MS = 1_500;
/** The side that does not make offers leaves the other so much time to do it first. */
export const COURTESY_MS = 4_000;
/** A path that is worse for this long is said to be. */
export const QUALITY_WORSE_MS = 4_000;
/** A path that is better for this long is said to be. */
export const QUALITY_BETTER_MS = 10_000;
/** The figure beside it stands still for this long. */
export const QUALITY_FIGURE_MS = 5_000;
