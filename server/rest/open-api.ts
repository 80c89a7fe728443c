import { generateOpenApiDocument } from "trpc-to-openapi";
import { errorTable } from "../errors.ts";
import { appRouter } from "../trpc/router.ts";
import { type RestRoute, restBase, restRoutes } from "./routes.ts";

type Document = ReturnType<typeof generateOpenApiDocument>;
type Responses = Record<string, { description: string; content?: object }>;

/** RFC 9457, as `problemDocument` makes it. */
const Problem = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "help"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(errorTable) },
    detail: { type: "string", description: "What is wrong, naming the field." },
    help: { type: "string", description: "What to do next." },
    requestId: { type: "string" },
  },
};
const problemResponse = {
  description: "Refused, and why",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

/** OpenAPI 3.1 of the procedures that REST serves, with the statuses and errors of ours. */
export function openApiDocument(): Document {
  const document = generateOpenApiDocument(appRouter, {
    title: "Telovix Console",
    version: "1",
    baseUrl: restBase,
    openApiVersion: "3.1.0",
    securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
  });
  const paths = { ...document.paths } as Record<string, Record<string, object>>;
  for (const route of restRoutes()) {
    const method = route.method.toLowerCase();
    const operation = paths[route.path]?.[method];
    if (!operation) continue;
    const { responses } = operation as { responses: Responses };
    const answers = responsesOf(route, responses);
    paths[route.path] = { ...paths[route.path], [method]: { ...operation, responses: answers } };
  }
  const components = { ...document.components, schemas: { Problem } };
  return { ...document, paths, components } as Document;
}

/** The generator knows neither our success statuses nor our problem documents. */
function responsesOf({ successStatus }: RestRoute, generated: Responses): Responses {
  const success = generated["200"] ?? { description: "Done" };
  const bare = { description: success.description };
  return { [successStatus]: successStatus === 204 ? bare : success, default: problemResponse };
}
