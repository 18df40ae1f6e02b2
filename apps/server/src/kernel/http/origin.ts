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
  let known = { port: -1, origins: new Set<string>(), hosts: new Set<string>() };

  /** Every request and socket asks; only the port, once the system has chosen it, makes a difference. */
  function ours(): typeof known {
    const current = publicUrl ? 0 : port();
    if (known.port !== current) {
      const names = ["localhost", "127.0.0.1", "[::1]"];
      const urls = publicUrl
        ? [publicUrl]
        : names.map((name) => new URL(`http://${name}:${current}`));
      const origins = new Set(urls.map(({ origin }) => origin));
      known = { port: current, origins, hosts: new Set(urls.map(({ host }) => host)) };
    }
    return known;
  }

  return {
    isOurHost: (host) => host !== undefined && ours().hosts.has(host.toLowerCase()),
    isTrusted({ origin, cookie, "sec-fetch-site": site }) {
      if (origin !== undefined) return ours().origins.has(origin);
      if (site !== undefined) return site === "same-origin" || site === "none";
      return cookie === undefined;
    },
  };
}
