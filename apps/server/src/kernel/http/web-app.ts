import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply } from "fastify";
import type { Http } from "../http.ts";

/** Addresses that the web app answers itself; anything else gets its not-found page with status 404. */
const PAGES =
  /^\/(?:$|sign-in|sign-up|verify|forgot|reset|onboarding|chats(?:\/[^/]+)?|calls|discover|requests|people\/[^/]+|settings(?:\/[^/]+)?)\/?$/;

export interface WebApp {
  /** The page as it is now. */
  page(): string;
  /** Sends the page; `path` decides between 200 and 404. */
  sendPage(reply: FastifyReply, path: string): FastifyReply;
}

/** Serves the built web app; null when there is no build, as in tests of the API. */
export function serveWebApp(http: Http, folder: string | null): WebApp | null {
  if (!folder || !existsSync(join(folder, "index.html"))) return null;
  const page = createPageReader(join(folder, "index.html"));
  http.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: true,
    preCompressed: true,
    // A folder is no file: its address belongs to the app, the root above all.
    allowedPath: (path) => !path.endsWith("/"),
    setHeaders(reply, path) {
      const isHashed = path.startsWith(join(folder, "assets"));
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  return {
    page,
    sendPage(reply, path) {
      return reply
        .code(PAGES.test(path) ? 200 : 404)
        .header("cache-control", "no-cache")
        .type("text/html; charset=utf-8")
        .serializer(String)
        .send(page());
    },
  };
}

/** Reads the page again when it was built anew: an old one names files that may be gone. */
function createPageReader(file: string): () => string {
  let builtAt = statSync(file).mtimeMs;
  let html = readFileSync(file, "utf8");
  return () => {
    try {
      const { mtimeMs } = statSync(file);
      if (mtimeMs !== builtAt) html = readFileSync(file, "utf8");
      builtAt = mtimeMs;
    } catch {
      // While one build takes the place of the other there is no file: the last page still serves.
    }
    return html;
  };
}
