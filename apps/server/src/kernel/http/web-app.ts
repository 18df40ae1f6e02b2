import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply } from "fastify";
import type { Http } from "../http.ts";

/** Addresses that the web app answers itself; anything else gets its not-found page with status 404. */
const PAGES =
  /^\/(?:$|sign-in|sign-up|verify|forgot|reset|onboarding|chats(?:\/[^/]+)?|discover|requests|people\/[^/]+|settings(?:\/[^/]+)?)\/?$/;

export interface WebApp {
  html: string;
  /** Sends the page; `path` decides between 200 and 404. */
  sendPage(reply: FastifyReply, path: string): FastifyReply;
}

/** Serves the built web app; null when there is no build, as in tests of the API. */
export function serveWebApp(http: Http, folder: string | null): WebApp | null {
  if (!folder || !existsSync(join(folder, "index.html"))) return null;
  const html = readFileSync(join(folder, "index.html"), "utf8");
  http.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: true,
    // A folder is no file: its address belongs to the app, the root above all.
    allowedPath: (path) => !path.endsWith("/"),
    setHeaders(reply, path) {
      const isHashed = path.startsWith(join(folder, "assets"));
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  return {
    html,
    sendPage(reply, path) {
      return reply
        .code(PAGES.test(path) ? 200 : 404)
        .header("cache-control", "no-cache")
        .type("text/html; charset=utf-8")
        .serializer(String)
        .send(html);
    },
  };
}
