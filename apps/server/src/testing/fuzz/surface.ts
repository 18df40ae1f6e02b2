import { COMMANDS } from "@parley/protocol/commands";
import * as z from "zod/mini";
import { asSchema } from "./from-schema.ts";
import type { Schema } from "./from-schema.ts";

/** One command of the protocol. */
export interface CommandForm {
  name: string;
  payload: Schema;
}

/** One route as the server describes it. */
export interface RouteForm {
  method: string;
  /** With `{name}` where a parameter stands. */
  path: string;
  params: Record<string, Schema>;
  query: Record<string, Schema>;
  body: Schema | null;
}

/** Every command there is; a new one needs no mention here. */
export function listCommands(): CommandForm[] {
  return Object.entries(COMMANDS).map(([name, { payload }]) => ({
    name,
    payload: asSchema(z.toJSONSchema(payload, { unrepresentable: "any", io: "input" })),
  }));
}

/** Every route that the running server tells of, and the pages of its documents. */
export async function listRoutes(url: string): Promise<RouteForm[]> {
  const response = await fetch(`${url}/api/openapi.json`);
  const document = asSchema(await response.json());
  const routes = Object.entries(asSchema(document["paths"])).flatMap(([path, methods]) =>
    Object.entries(asSchema(methods)).map(([method, operation]) =>
      toRoute(method.toUpperCase(), path, asSchema(operation)),
    ),
  );
  if (routes.length < 10) throw new Error(`Only ${routes.length} routes are described.`);
  const documents = ["/api/openapi.json", "/api/docs", "/api/docs/json", "/"];
  return [...routes, ...documents.map((path) => toRoute("GET", path, {}))];
}

function toRoute(method: string, path: string, operation: Schema): RouteForm {
  const parameters = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
  const ofKind = (kind: string) =>
    Object.fromEntries(
      parameters
        .map(asSchema)
        .filter((parameter) => parameter["in"] === kind)
        .map((parameter) => [String(parameter["name"]), asSchema(parameter["schema"])]),
    );
  const content = asSchema(asSchema(operation["requestBody"])["content"]);
  const body = asSchema(content["application/json"])["schema"];
  return {
    method,
    path,
    params: ofKind("path"),
    query: ofKind("query"),
    body: body === undefined ? null : asSchema(body),
  };
}
