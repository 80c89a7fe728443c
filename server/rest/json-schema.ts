import { z } from "zod";
import { glossary } from "./glossary.ts";
import { namedSchemas } from "./named-schemas.ts";

/** A schema of OpenAPI 3.1, which is JSON Schema 2020-12. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

type Side = "input" | "output";

/**
 * A zod schema for the reference: named schemas by reference, names explained by the glossary. An
 * input refuses what it does not list; an answer may get more fields one day.
 */
export function jsonSchema(schema: z.ZodType, side: Side): JsonSchema {
  const {
    $schema: _schema,
    $defs: _defs,
    ...json
  } = z.toJSONSchema(schema, {
    io: side,
    unrepresentable: "any",
    metadata: namedSchemas,
    override: keepWords,
  });
  return tidied(json, side) as JsonSchema;
}

/** What a schema says of itself: zod keeps that beside the names of schemas, not with them. */
function keepWords({
  zodSchema,
  jsonSchema: json,
}: {
  zodSchema: z.core.$ZodType;
  jsonSchema: JsonSchema;
}) {
  const { description } = z.globalRegistry.get(zodSchema) ?? {};
  if (description !== undefined) json.description = description;
}

/** `components.schemas`: what the reference calls by name. */
export function schemaComponents(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(namedSchemas, {
    io: "output",
    unrepresentable: "any",
    override: keepWords,
    uri: (id) => `#/$defs/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...json }]) => [
      name,
      tidied(json, "output") as JsonSchema,
    ]),
  );
}

/** zod's own patterns and ranges say no more than the format and the type beside them. */
function tidied(node: unknown, side: Side): unknown {
  if (Array.isArray(node)) return node.map((part) => tidied(part, side));
  if (typeof node !== "object" || node === null) return node;
  const nullable = nullableOf(node);
  if (nullable) return tidied(nullable, side);
  const entries = Object.entries(node).flatMap(([keyword, value]): [string, unknown][] => {
    if (keyword === "id" && typeof value === "string") return [];
    if (keyword === "pattern" && "format" in node) return [];
    if (Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER) return [];
    if (keyword === "additionalProperties" && value === false && side === "output") return [];
    if (keyword === "propertyNames" && isAnyText(value)) return [];
    if (keyword === "$ref")
      return [[keyword, String(value).replace("#/$defs/", "#/components/schemas/")]];
    if (keyword === "properties") return [[keyword, explained(value as object, side)]];
    return [[keyword, keyword === "default" ? value : tidied(value, side)]];
  });
  return Object.fromEntries(entries);
}

const isAnyText = (value: unknown) => JSON.stringify(value) === '{"type":"string"}';

/** `{anyOf: [{type: T}, {type: "null"}]}` as `{type: [T, "null"]}`. */
function nullableOf(node: object): object | null {
  if (!("anyOf" in node) || !Array.isArray(node.anyOf) || node.anyOf.length !== 2) return null;
  const [first, second] = node.anyOf;
  if (second?.type !== "null" || typeof first?.type !== "string" || "enum" in first) return null;
  const { anyOf: _anyOf, ...rest } = node;
  return { ...rest, ...first, type: [first.type, "null"] };
}

function explained(properties: object, side: Side): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      withWords(name, tidied(schema, side)),
    ]),
  );
}

/** Beside a reference, too, a description is allowed in 3.1. */
function withWords(name: string, schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null || "description" in schema) return schema;
  const words = glossary[name];
  return words ? { description: words, ...schema } : schema;
}
