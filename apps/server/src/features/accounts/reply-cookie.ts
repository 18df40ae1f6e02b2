import type { FastifyReply } from "fastify";

/** The last word on the cookie: the guard may have put a renewed one into the same answer. */
export function replaceCookie(reply: FastifyReply, setCookie: string): void {
  reply.removeHeader("set-cookie").header("set-cookie", setCookie);
}
