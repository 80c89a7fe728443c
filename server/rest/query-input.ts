import { z } from "zod";
import { AppError } from "../errors.ts";

type Kind = "string" | "number" | "boolean" | "array" | "repeatable";

/**
 * A query string as the input that a schema takes: numbers and booleans where the schema has them,
 * arrays from repeated or comma-separated values; text that may be an array is one when it is
 * repeated, and keeps its commas. What does not convert stays text, so that the
 * schema names the field in its own words. @throws {AppError} `InvalidRequest`
 */
export function queryInput(
  schema: z.ZodType | undefined,
  query: URLSearchParams,
): Record<string, unknown> {
  const kinds = schema instanceof z.ZodObject ? schema.shape : {};
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => [name, convert(name, kindOf(kinds[name]), query.getAll(name))]),
  );
}

function kindOf(schema: unknown): Kind {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable
  ) {
    return kindOf(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return kindOf(schema.in);
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodUnion) return "repeatable";
  return schema instanceof z.ZodArray ? "array" : "string";
}

function convert(name: string, kind: Kind, values: string[]): unknown {
  const [first = ""] = values;
  if (kind === "array")
    return values.flatMap((value) => value.split(",")).filter((value) => value !== "");
  if (kind === "repeatable" && values.length > 1) return values;
  if (values.length > 1) throw new AppError("InvalidRequest", `${name}: given more than once.`);
  if (kind === "number" && /^-?\d+(\.\d+)?$/.test(first)) return Number(first);
  if (kind === "boolean" && /^(true|false)$/.test(first)) return first === "true";
  return first;
}
