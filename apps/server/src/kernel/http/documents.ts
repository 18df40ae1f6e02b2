import { Problem } from "@parley/protocol/errors";
import fastifySwagger from "@fastify/swagger";
import type { SwaggerTransform } from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";
import * as z from "zod/mini";
import type { Http } from "../http.ts";

/** The reader sets styles on its elements; everything comes from this server. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What every route may answer instead, and in a type of its own. */
const REFUSAL = {
  description: "A refusal: the status and `code` say why",
  content: { "application/problem+json": { schema: z.toJSONSchema(Problem) } },
};

const describeSchemas = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: "any" } });

const describeRoute: SwaggerTransform = (options) => {
  const { schema, url } = describeSchemas(options);
  const isPublic = options.route.config?.access === "public";
  const response = { ...Object(schema?.response), default: REFUSAL };
  return { schema: { ...schema, response, ...(isPublic && { security: [] }) }, url };
};

/**
 * OpenAPI from the routes' own schemas at `/api/openapi.json`, readable at `/api/docs`.
 * Waited for before any route is added: only routes that come after it are described.
 */
export async function serveDocuments(http: Http, version: string): Promise<void> {
  await http.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Parley", description: "The HTTP interface of a Parley server.", version },
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer" },
          session: { type: "apiKey", in: "cookie", name: "parley" },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
    },
    transform: describeRoute,
  });
  await http.register(fastifySwaggerUi, {
    routePrefix: "/api/docs",
    staticCSP: true,
    transformStaticCSP: () => POLICY,
    uiConfig: {
      docExpansion: "list",
      supportedSubmitMethods: [],
      layout: "BaseLayout",
      validatorUrl: null,
    },
    theme: { title: "Parley API" },
  });
  http.get(
    "/api/openapi.json",
    { config: { access: "public" }, schema: { hide: true } },
    async () => http.swagger(),
  );
}
