import type { IncomingHttpHeaders } from "node:http";

/** Knows which sites are ours; everything a browser sends from elsewhere is refused. */
export interface OriginGuard {
  /** True when the Host header names us (DNS rebinding does not). */
  isOurHost(host: string | undefined): boolean;
  /** True when an unsafe request or a socket may come from where it says it comes from. */
  isTrusted(headers: IncomingHttpHeaders): boolean;
}

/** Without a public URL the server is reached by its loopback names at the port it listens on. */
export function createOriginGuard(publicUrl: URL | null, port: () => number): OriginGuard {
  function origins(): string[] {
    if (publicUrl) return [publicUrl.origin];
    return ["localhost", "127.0.0.1", "[::1]"].map(
      (name) => new URL(`http://${name}:${port()}`).origin,
    );
  }

  return {
    isOurHost(host) {
      return (
        host !== undefined &&
        origins().some((origin) => new URL(origin).host === host.toLowerCase())
      );
    },
    isTrusted({ origin, cookie, "sec-fetch-site": site }) {
      if (origin !== undefined) return origins().includes(origin);
      if (site !== undefined) return site === "same-origin" || site === "none";
      return cookie === undefined;
    },
  };
}
