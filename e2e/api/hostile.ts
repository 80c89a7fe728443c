import fc from "fast-check";

/** Text that breaks parsers, databases, shells and sorters. */
const nastyTexts = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udc00x",
  "\u202eabc",
  "é".normalize("NFD"),
  "💥".repeat(300),
  "x".repeat(5_000),
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "%00",
  "%",
  "' OR 1=1 --",
  "{{7*7}}",
  "$(id)",
  "\\",
  "_%",
  "\n\r\t",
  "null",
  "1e309",
  "-0",
  "2026-02-30T25:61:61Z",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "00000000-0000-0000-0000-000000000000",
] as const;

const nastyNumbers = [0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 53, -(2 ** 63), 1e-7] as const;

export const nastyText = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** A cursor that looks like ours, and is not. */
export const nastyCursor = fc
  .array(fc.oneof(nastyText, fc.constant(null), fc.uuid(), fc.integer(), fc.constant({})), {
    maxLength: 4,
  })
  .map((values) => Buffer.from(JSON.stringify(values)).toString("base64url"));

const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom(...nastyNumbers),
  fc.constantFrom(null, true, [], {}, [[]], [null], { a: { b: [] } }),
  fc.array(nastyText, { maxLength: 3 }),
);

/** The value with one thing wrong: a field replaced, left out, or one too many. */
export function spoiled(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) {
    const parts = value.map((part, at) => spoiled(part).map((wrong) => value.with(at, wrong)));
    return fc.oneof(nastyValue, ...parts);
  }
  if (typeof value !== "object" || value === null) return nastyValue;
  const fields = Object.entries(value);
  const extra = fc
    .tuple(fc.oneof(nastyText, fc.constant("notOurs")), nastyValue)
    .map(([name, wrong]) => ({ ...value, [name]: wrong }));
  const changed = fields.map(([name, part]) =>
    spoiled(part).map((wrong) => ({ ...value, [name]: wrong })),
  );
  const without = fields.map(([name]) =>
    fc.constant(Object.fromEntries(fields.filter(([other]) => other !== name))),
  );
  return fc.oneof(nastyValue, extra, ...changed, ...without);
}

/** Bodies that are no JSON object at all, as they go over the wire. */
export const nastyBody = fc.constantFrom(
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "1e999",
  "{}{}",
  '{"a":1,"a":2}',
  "\ufeff{}",
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  '{"__proto__":{"x":1}}',
  "NaN",
);
