import { follow, type OpenApi, type Schema } from "./document.ts";

interface Rules {
  readonly document: OpenApi;
  /** Refuse fields that the schema does not list, even where it would take them. */
  readonly isClosed: boolean;
}

/** What about a value is against the schema; empty: nothing. The keywords that our document uses. */
export function violations(value: unknown, given: Schema, rules: Rules, path = "answer"): string[] {
  const schema = follow<Schema>(rules.document, given);
  const wrong = (what: string) => [`${path}: ${what}, not ${brief(value)}`];
  const within = (part: unknown, of: Schema, name: string | number) =>
    violations(part, of, rules, `${path}.${name}`);
  const all = schema.allOf?.flatMap((each) =>
    violations(value, each, { ...rules, isClosed: false }, path),
  );
  if (all) return all;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return oneOf(choices, value, rules, path);
  if ("const" in schema && value !== schema.const) return wrong(`${brief(schema.const)}`);
  if (schema.enum && !schema.enum.includes(value)) return wrong(`one of ${schema.enum.join(", ")}`);
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value)))
    return wrong(types.join(" or "));
  if (typeof value === "string") return textRules(value, schema).flatMap(wrong);
  if (typeof value === "number") return numberRules(value, schema).flatMap(wrong);
  if (Array.isArray(value)) {
    const length = lengthRules(value.length, schema).flatMap(wrong);
    const { items } = schema;
    return items ? [...length, ...value.flatMap((part, at) => within(part, items, at))] : length;
  }
  if (typeof value !== "object" || value === null) return [];
  return objectRules(value as Record<string, unknown>, schema, rules, path);
}

function oneOf(choices: readonly Schema[], value: unknown, rules: Rules, path: string): string[] {
  const tried = choices.map((each) => violations(value, each, rules, path));
  if (tried.some((problems) => problems.length === 0)) return [];
  // The nearest choice says most.
  return tried.sort((a, b) => a.length - b.length)[0] ?? [];
}

function objectRules(
  value: Record<string, unknown>,
  schema: Schema,
  rules: Rules,
  path: string,
): string[] {
  const { properties, additionalProperties: more, required = [] } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  const isClosed = more === false || (rules.isClosed && more === undefined && properties);
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const of = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (of) return violations(part, of, rules, `${path}.${name}`);
    if (typeof more === "object") return violations(part, more, rules, `${path}.${name}`);
    return isClosed ? [`${path}.${name}: not in the document`] : [];
  });
  return [...missing.map((name) => `${path}.${name}: missing`), ...parts];
}

function isOf(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function textRules(value: string, { format, pattern, minLength = 0, maxLength }: Schema): string[] {
  // JSON Schema counts characters, zod counts UTF-16 units: between the two both are right.
  const characters = [...value].length;
  const problems: string[] = [];
  if (value.length < minLength) problems.push(`at least ${minLength} characters`);
  if (characters > (maxLength ?? Number.POSITIVE_INFINITY)) problems.push(`at most ${maxLength}`);
  if (pattern && !new RegExp(pattern, "u").test(value)) problems.push(`text like ${pattern}`);
  if (format === "uuid" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    problems.push("a UUID");
  if (format === "date-time" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(value))
    problems.push("a time in UTC");
  return problems;
}

function numberRules(value: number, { minimum, maximum, exclusiveMinimum }: Schema): string[] {
  const problems: string[] = [];
  if (value < (minimum ?? -Infinity)) problems.push(`at least ${minimum}`);
  if (value <= (exclusiveMinimum ?? -Infinity)) problems.push(`above ${exclusiveMinimum}`);
  if (value > (maximum ?? Infinity)) problems.push(`at most ${maximum}`);
  return problems;
}

function lengthRules(length: number, { minItems = 0, maxItems = Infinity }: Schema): string[] {
  return length < minItems || length > maxItems ? [`${minItems} to ${maxItems} items`] : [];
}

const brief = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 120);
