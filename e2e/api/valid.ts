import fc from "fast-check";
import { follow, type OpenApi, type Schema } from "./document.ts";

/** What values are made of: the document, and ids, cursors and names that exist. */
/** A few of them: each narrows what is found. */
export const few = <Item>(items: Item[]): fc.Arbitrary<Item[]> =>
  fc.subarray(items, { maxLength: Math.min(4, items.length) });

export interface Material {
  readonly document: OpenApi;
  /** Values that exist, by the field's name; `id` for every id. */
  known(name: string): readonly string[];
}

/** Values that the schema takes, its bounds among them. */
export function valid(given: Schema, material: Material, name = ""): fc.Arbitrary<unknown> {
  const schema = follow<Schema>(material.document, given);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => valid(each, material, name)));
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? "string"].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, material, name)));
}

function ofType(type: string, schema: Schema, material: Material, name: string) {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numbers(schema, type === "integer");
    case "array":
      return lists(schema, material, name);
    case "object":
      return objects(schema, material);
    default:
      return texts(schema, material, name);
  }
}

function numbers({ minimum = -1000, maximum = 1_000_000 }: Schema, isInteger: boolean) {
  const bounds = fc.constantFrom(minimum, maximum);
  const between = isInteger
    ? fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) })
    : fc.double({ min: minimum, max: maximum, noNaN: true });
  const small = fc.constant(Math.min(Math.max(1, minimum), maximum));
  return fc.oneof(bounds, between, { arbitrary: small, weight: 3 });
}

function lists(
  { items = {}, minItems = 0, maxItems = 3 }: Schema,
  material: Material,
  name: string,
) {
  const most = Math.max(minItems, Math.min(maxItems, 3));
  return fc.array(valid(items, material, name), { minLength: minItems, maxLength: most });
}

function objects(schema: Schema, material: Material): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const named = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, valid(each, material, name)]),
  );
  if (typeof additionalProperties === "object")
    return fc.dictionary(fc.string({ maxLength: 8 }), valid(additionalProperties, material));
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return few(optional).chain((chosen) =>
    fc.record(
      Object.fromEntries(
        [...required, ...chosen].map((name) => [name, named[name] ?? fc.constant(0)]),
      ),
    ),
  );
}

const times = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());

function texts(schema: Schema, material: Material, name: string): fc.Arbitrary<string> {
  const known = material.known(schema.format === "uuid" ? "id" : name);
  const made = madeTexts(schema);
  return known.length > 0
    ? fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 3 }, made)
    : made;
}

function madeTexts({ format, pattern, minLength = 0, maxLength = 200 }: Schema) {
  if (format === "uuid") return fc.uuid({ version: 4 });
  if (format === "date-time") return times;
  if (format === "email") return fc.constantFrom("someone@example.com", "a+b@localhost.test");
  // Nothing answers there, and nothing leaves this machine.
  if (format === "uri") return fc.constantFrom("https://127.0.0.1:9/hook", "https://[::1]:9/");
  const most = Math.max(minLength, Math.min(maxLength, 60));
  const plain = fc.string({ unit: "grapheme", minLength, maxLength: most });
  const longest = fc.constant("x".repeat(maxLength));
  return pattern ? likePattern(pattern) : fc.oneof({ arbitrary: plain, weight: 4 }, longest);
}

/** fast-check makes text from most patterns; where it cannot, plain letters do for ours. */
function likePattern(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, "u"), { size: "small" });
  } catch {
    return fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
  }
}
