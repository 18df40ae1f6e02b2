/** The integer version of the wire. It travels in the socket handshake (`auth.protocol`) and in the `Parley-Protocol` header. */
export const PROTOCOL_VERSION = 1;

/** HTTP header that names the protocol version; absent means 1. */
export const PROTOCOL_HEADER = "parley-protocol";
