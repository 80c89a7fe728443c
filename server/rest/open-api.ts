import { schemaComponents } from "./json-schema.ts";
import { operationOf } from "./operation.ts";
import { plainPaths } from "./plain-paths.ts";
import { headers, Problem, problemResponses } from "./responses.ts";
import { restBase, restRoutes } from "./routes.ts";

const about = `Everything that the Console's pages do. Lists take \`limit\` and \`cursor\` and answer
\`{items, nextCursor, total}\`; times are ISO 8601 in UTC; refusals are RFC 9457 problem documents with a
stable \`code\`. A field that is not listed is refused. [More](/docs/api).`;

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Any text of your own, such as a UUID. For 24 hours the same request with the same key is done once and answered alike.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
};

/** OpenAPI 3.1 of every route under `/api/v1`. */
export function openApiDocument() {
  const routes = restRoutes();
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    paths[route.path] = { ...operations, [route.method.toLowerCase()]: operationOf(route) };
  }
  const tags = [...new Set(routes.flatMap(({ words }) => words.tags))].sort();
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://spec.openapis.org/oas/3.1/dialect/base",
    info: {
      title: "Telovix Console",
      version: "1",
      description: about,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: restBase }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...tags, "installation"].map((name) => ({ name })),
    paths: { ...paths, ...plainPaths },
    components: {
      schemas: { Problem, ...schemaComponents() },
      responses: problemResponses(routes),
      headers,
      parameters: { IdempotencyKey: idempotencyKey },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key: Settings > API keys." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "__Secure-telovix.session_token",
          description: "The browser's own session; changes only from the Console's pages.",
        },
      },
    },
  };
}
