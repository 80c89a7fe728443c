import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import { errorTable } from "../errors.ts";
import { appRouter } from "../trpc/router.ts";
import { openApiDocument } from "./open-api.ts";
import { restRoutes } from "./routes.ts";

/** What scripts have no use for: a stream, a list without its total, which of a selection still match. */
const forPagesOnly = ["sensors.changes", "sensors.rows", "sensors.stillMatch"];

const document = openApiDocument();
const routes = restRoutes();
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);

interface Node {
  [key: string]: unknown;
}
const isNode = (part: unknown): part is Node =>
  typeof part === "object" && part !== null && !Array.isArray(part);

/** Every object in the document, with the path that leads there. */
function* nodes(part: unknown, path = "#"): Generator<[string, Node]> {
  if (Array.isArray(part))
    for (const [at, each] of part.entries()) yield* nodes(each, `${path}/${at}`);
  if (!isNode(part)) return;
  yield [path, part];
  for (const [key, each] of Object.entries(part)) yield* nodes(each, `${path}/${key}`);
}
const all = [...nodes(document)];

/** The shape that OpenAPI 3.1 gives a document, as far as ours uses it. */
const Reference = z.strictObject({ $ref: z.string().regex(/^#\/components\//) });
const Content = z.record(
  z.string(),
  z.strictObject({
    schema: z.looseObject({}),
    example: z.unknown().optional(),
    examples: z.record(z.string(), z.unknown()).optional(),
  }),
);
const Response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), z.looseObject({})).optional(),
  content: Content.optional(),
});
const Parameter = z.strictObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean(),
  description: z.string().min(3),
  schema: z.looseObject({}),
});
const Operation = z.strictObject({
  operationId: z.string(),
  summary: z.string().min(5),
  description: z.string().min(5),
  tags: z.array(z.string()).length(1),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(z.union([Reference, Parameter])),
  requestBody: z.strictObject({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.union([Reference, Response])),
});

describe("the document", () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );

  it.each(operations)(
    "%s has the shape of an operation, with words for everything",
    (_, operation) => {
      Operation.parse(operation);
    },
  );

  it("names each operation once", () => {
    const ids = operations.map(([, operation]) => Operation.parse(operation).operationId);
    expect(ids.length).toBe(new Set(ids).size);
  });

  it("refers only to what is there", () => {
    const references = all.flatMap(([, { $ref }]) => (typeof $ref === "string" ? [$ref] : []));
    const missing = references.filter((reference) => {
      const keys = reference.split("/").slice(1);
      return !keys.reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), document);
    });
    expect(missing).toEqual([]);
  });

  it("explains every field", () => {
    const properties = all.filter(([path]) => /\/properties\/\w+$/.test(path));
    const silent = properties.filter(
      ([, schema]) => !("description" in schema || "enum" in schema),
    );
    const names = silent.map(([path]) => path.split("/").at(-1));
    expect([...new Set(names)].sort(), "add them to server/rest/glossary.ts").toEqual([]);
  });

  it("declares each parameter of a path", () => {
    for (const { path, parameters, input } of routes) {
      const known = input
        ? Object.keys(
            z.toJSONSchema(input, { io: "input", unrepresentable: "any" }).properties ?? {},
          )
        : [];
      expect(known, path).toEqual(expect.arrayContaining([...parameters]));
    }
  });
});

describe("every route", () => {
  it.each(named)("%s refuses fields that it does not know", (_, { input }) => {
    if (!input) return;
    const json = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
    const open = [...nodes(json)].filter(
      ([, part]) =>
        part.type === "object" && "properties" in part && part.additionalProperties !== false,
    );
    expect(open.map(([path]) => path)).toEqual([]);
  });

  const withExample = named.filter(([, { example }]) => example !== undefined);
  it.each(withExample)("%s takes its example", (_, { example, input, parameters }) => {
    const nowhere = "00000000-0000-4000-8000-000000000000";
    const of = (name: string) => (name === "key" ? `token:${nowhere}` : nowhere);
    const inPath = Object.fromEntries(parameters.map((name) => [name, of(name)]));
    expect(input?.safeParse({ ...example, ...inPath }).error?.issues ?? []).toEqual([]);
  });

  it.each(named)("%s documents its refusals with statuses of their codes", (_, { errors }) => {
    for (const code of errors) expect(errorTable[code][0]).toBeGreaterThanOrEqual(400);
  });
});

test("what has no route is not for scripts", () => {
  const covered = new Set(routes.map(({ procedure }) => procedure));
  const without = Object.keys(appRouter._def.procedures).filter((path) => !covered.has(path));
  expect(without.sort()).toEqual(forPagesOnly);
});
