import { z } from "zod";
import type { Permission } from "../auth/role.ts";
import { type JsonSchema, jsonSchema } from "./json-schema.ts";
import { responsesOf } from "./responses.ts";
import type { RestRoute } from "./routes.ts";

const needed: Record<Permission, string> = {
  read: "viewer",
  operate: "operator",
  administer: "admin",
  createTokens: "operator or provisioner",
};

/** One route as an OpenAPI operation. */
export function operationOf(route: RestRoute): object {
  const { summary, description, tags } = route.words;
  const input = route.input && jsonSchema(route.input, "input");
  const { parameters, body } = split(route, input);
  const isReplayable = route.method === "POST";
  return {
    operationId: route.procedure.replaceAll(".", "-"),
    summary,
    description: [description, `Needs the role ${needed[route.permission]}.`]
      .filter(Boolean)
      .join("\n\n"),
    tags,
    parameters: isReplayable
      ? [...parameters, { $ref: "#/components/parameters/IdempotencyKey" }]
      : parameters,
    ...(body && { requestBody: body }),
    responses: responsesOf(route, successOf(route)),
  };
}

function successOf({ output, successStatus }: RestRoute): JsonSchema | null {
  const isEmpty = successStatus === 204 || !output || output instanceof z.ZodVoid;
  return isEmpty ? null : jsonSchema(output, "output");
}

/** Path parameters, then the query of a read or the body of a change. */
function split(route: RestRoute, input: JsonSchema | undefined) {
  const properties = Object.entries((input?.properties ?? {}) as Record<string, JsonSchema>);
  const required = (input?.required ?? []) as string[];
  const isInPath = (name: string) => route.parameters.includes(name);
  const inPath = properties.filter(([name]) => isInPath(name));
  const rest = properties.filter(([name]) => !isInPath(name));
  const path = inPath.map(([name, schema]) => parameter("path", name, schema, true));
  if (!route.takesBody) {
    const query = rest.map(([name, schema]) =>
      parameter("query", name, schema, required.includes(name)),
    );
    return { parameters: [...path, ...query], body: null };
  }
  if (rest.length === 0) return { parameters: path, body: null };
  const names = required.filter((name) => !isInPath(name));
  const schema = {
    ...input,
    properties: Object.fromEntries(rest),
    ...(names.length > 0 ? { required: names } : { required: undefined }),
  };
  const example = route.example && { example: route.example };
  const content = { "application/json": { schema, ...example } };
  return { parameters: path, body: { required: names.length > 0, content } };
}

function parameter(place: "path" | "query", name: string, schema: JsonSchema, required: boolean) {
  const { description, ...rest } = schema;
  const words = [description, howRepeated(rest)].filter(Boolean).join(" ");
  return { name, in: place, required, description: words, schema: rest };
}

/** As `queryInput` reads it. */
function howRepeated({ type, anyOf }: JsonSchema): string | null {
  if (type === "array") return "Repeated, or with commas.";
  const forms = (anyOf ?? []) as JsonSchema[];
  return forms.some((form) => form.type === "array") ? "May be repeated." : null;
}
