import { isUtf8 } from "node:buffer";
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from "@parley/protocol/version";
import Fastify, { LogController } from "fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import type { Availability } from "../availability.ts";
import type { Config } from "../config.ts";
import { AppError, busy, notFound } from "../errors.ts";
import type { Guard } from "../guard.ts";
import type { Http } from "../http.ts";
import { isAllowed } from "../identity.ts";
import { newId } from "../ids.ts";
import type { Log } from "../log.ts";
import { serveDocuments } from "./documents.ts";
import { inlineScripts, securityHeaders } from "./headers.ts";
import type { OriginGuard } from "./origin.ts";
import { isForbiddenPath, sendProblem } from "./problems.ts";
import { refuseUnreadable } from "./unreadable.ts";
import { serveWebApp } from "./web-app.ts";

const BODY_LIMIT = 64 * 1024;
/** Whoever sends a request drop by drop holds a connection no longer than this. */
const LONGEST_REQUEST_MS = 60_000;
/** As long as a whole address may be: what is in the wrong form is refused as such, however long it is. */
const LONGEST_PARAM = 16 * 1024;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
/** Asked by load balancers that know the machine by its address. */
const PROBES = new Set(["/api/health", "/api/ready"]);

export interface HttpParts {
  config: Pick<Config, "publicUrl" | "trustProxy">;
  log: Log;
  guard: Guard;
  origin: OriginGuard;
  availability: Availability;
  /** Throws RATE_LIMITED when this session writes too often: a command's twin is no way around its limit. */
  limitWrites(sessionId: string): void;
  /** Folder of the built web app; null serves the API alone. */
  webApp: string | null;
  version: string;
}

/** The HTTP server with everything that every route shares; features add their routes afterwards. */
export async function buildHttp(parts: HttpParts): Promise<Http> {
  const http: Http = Fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: parts.config.trustProxy.length > 0 ? parts.config.trustProxy : false,
    genReqId: () => newId(),
    forceCloseConnections: "idle",
    requestTimeout: LONGEST_REQUEST_MS,
    clientErrorHandler: refuseUnreadable,
    routerOptions: { maxParamLength: LONGEST_PARAM },
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request as FastifyRequest, reply as FastifyReply);
    },
  });
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(() => (payload) => JSON.stringify(payload));
  http.setErrorHandler((error, request, reply) =>
    isForbiddenPath(error) ? reply.callNotFound() : sendProblem(error, request, reply),
  );
  http.decorateRequest("identity", null);
  readJsonOnly(http);
  requireAccess(http);
  const webApp = serveWebApp(http, parts.webApp);
  const isHttps = parts.config.publicUrl?.protocol === "https:";
  const headers = securityHeaders({ https: isHttps, scripts: inlineScripts(webApp?.page() ?? "") });
  http.addHook("onRequest", async (request, reply) => {
    reply.headers(headers);
    if (isHttps && isPlain(request) && SAFE.has(request.method) && !isProbe(request)) {
      // Put together as text: read as a link, "//elsewhere" would lead away from here.
      const path = request.url.startsWith("/") ? request.url : "/";
      return reply.redirect(`${parts.config.publicUrl!.origin}${path}`, 308);
    }
    forgetTypeOfNothing(request);
    await admit(parts, request, reply);
  });
  http.setNotFoundHandler((request, reply) => {
    // A missing chunk must not look like a page: the app reloads when it gets no script.
    const isFile = request.url.startsWith("/assets/");
    if (isApi(request.url) || isFile || !webApp || !SAFE.has(request.method)) {
      return sendProblem(notFound(), request, reply);
    }
    return webApp.sendPage(reply, pathOf(request.url));
  });
  await serveDocuments(http, parts.version);
  return http;
}

/** Everything that is checked before a body is read. */
async function admit(
  parts: HttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (isProbe(request)) return;
  if (!parts.origin.isOurHost(request.host)) throw new AppError("BAD_ORIGIN");
  const { access } = request.routeOptions.config;
  // The route decides as well: "/%61pi" is routed as "/api".
  if (!isApi(request.url) && access === undefined) return;
  reply.header("cache-control", "no-store");
  if (!SAFE.has(request.method) && !parts.origin.isTrusted(request.headers)) {
    throw new AppError("BAD_ORIGIN");
  }
  const version = request.headers[PROTOCOL_HEADER];
  if (version !== undefined && version !== String(PROTOCOL_VERSION)) {
    throw new AppError("UPDATE_REQUIRED");
  }
  if (request.is404 || access === undefined) return;
  if (!parts.availability.isReady()) throw busy();
  if (access === "public") return;
  const admission = await parts.guard.admit({
    cookie: request.headers.cookie,
    authorization: request.headers.authorization,
    fresh: access.fresh ?? false,
  });
  if (admission.setCookie) reply.header("set-cookie", admission.setCookie);
  if (!isAllowed(admission.identity, access)) throw new AppError("FORBIDDEN");
  if (access.scope === "write") parts.limitWrites(admission.identity.sessionId);
  request.identity = admission.identity;
}

/** JSON is the only body; an empty one is fine with any type. */
function readJsonOnly(http: Http): void {
  http.removeAllContentTypeParsers();
  const parseJson = http.getDefaultJsonParser("error", "error");
  http.addContentTypeParser<Buffer>(
    "application/json",
    { parseAs: "buffer" },
    (request, body, done) => {
      if (body.length === 0) done(null, undefined);
      // Decoded as it is, each wrong byte would become a replacement character that nobody sent.
      else if (!isUtf8(body)) done(new AppError("MALFORMED"), undefined);
      else
        parseJson(request, body.toString("utf8"), (error, value) =>
          done(error ? new AppError("MALFORMED") : null, value),
        );
    },
  );
  http.addContentTypeParser<Buffer>("*", { parseAs: "buffer" }, (_request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else done(new AppError("WRONG_TYPE"), undefined);
  });
}

/** A client may name any type, even none there is, for a body that is empty. */
function forgetTypeOfNothing({ headers }: FastifyRequest): void {
  if (headers["transfer-encoding"] === undefined && !Number(headers["content-length"] ?? 0)) {
    delete headers["content-type"];
  }
}

/** A route of ours that does not say who may call it never starts. */
function requireAccess(http: Http): void {
  http.addHook("onRoute", (route) => {
    if (!isApi(route.url) || route.url.startsWith("/api/docs")) return;
    if (route.config?.access === undefined) {
      throw new Error(
        `The route ${String(route.method)} ${route.url} does not say who may call it.`,
      );
    }
  });
}

function isApi(url: string): boolean {
  return url === "/api" || url.startsWith("/api/") || url.startsWith("/api?");
}

function isProbe(request: FastifyRequest): boolean {
  return PROBES.has(pathOf(request.url));
}

/**
 * Anybody's word counts here: whoever lies leads themselves nowhere, and where TRUST_PROXY was
 * forgotten, a proxy that ends TLS would be sent in circles.
 */
function isPlain({ protocol, headers }: FastifyRequest): boolean {
  return protocol === "http" && headers["x-forwarded-proto"] !== "https";
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? url;
}
