/** When things happen in a call, in milliseconds. */

/** The lease of a device is renewed this often. */
export const HEARTBEAT_MS = 3_000;
/** A heartbeat that is not answered by then means that the connection is dead. */
export const SILENCE_MS = 4_000;
/** In a call the connection is opened again after this long, at least and at most. */
export const REOPEN_LEAST_MS = 300;
export const REOPEN_MOST_MS = 1_000;
/** A device that is gone for longer than this has lost its place. */
export const LEASE_MS = 45_000;
/** How long a call that has lost its media is held. */
export const HELD_MS = 60_000;
/** How long the server's word on the end of ringing is waited for. */
export const RING_GRACE_MS = 1_000;
/** How long starting or accepting waits for a connection. */
export const REACH_MS = 8_000;
/** A device that has joined and got no grant by then asks again. */
export const GRANT_MS = 4_000;
