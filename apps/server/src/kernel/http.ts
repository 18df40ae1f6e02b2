import type {
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { AppError } from "./errors.ts";
import type { Access, Identity } from "./identity.ts";
import type { Log } from "./log.ts";

/** The HTTP server as features see it: routes are declared with zod schemas. */
export type Http = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Log,
  ZodTypeProvider
>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call this route; a route without it does not start. */
    access?: Access;
  }
  interface FastifyRequest {
    /** Set by the guard on every route that is not public. */
    identity: Identity | null;
  }
}

/** The signed-in caller of a route that is not public. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw new AppError("UNAUTHENTICATED");
  return request.identity;
}
