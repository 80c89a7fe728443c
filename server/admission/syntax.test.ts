import { parse } from "@bufbuild/cel";
import { expect, it } from "vitest";
import { misplaced } from "./syntax.ts";
import { templates } from "./templates/all.ts";

/** `^` marks the place. */
it.each([
  ["containers.exists(c,\n  c.image == ^)", "Something is missing before “)”."],
  ["a &&^", "The expression is not complete."],
  ["a.b^(", "“(” is never closed."],
  ["containers.exists^(c, has(c.x)", "“(” is never closed."],
  ["has(a.b) &&^& c", "“&” has no meaning here."],
  ["a == == b".replace("== b", "^== b"), "Something is missing before “==”."],
  ["object ^cluster", "An operator is missing before “cluster”."],
  ["f(a))".replace("))", ")^)"), "Nothing is open that “)” closes."],
  ["[1, 2^)", "Nothing is open that “)” closes."],
  ["a == ^'abc", "The text that begins with ' does not end."],
  ["a ^= b", "“=” has no meaning here."],
  ["a in^", "The expression is not complete."],
  ["a ^!b", "An operator is missing before “!”."],
])("%s", (marked, message) => {
  const offset = marked.indexOf("^");
  const text = marked.replace("^", "");
  expect(() => parse(text)).toThrow();
  expect(misplaced(text)).toEqual({ offset, message });
});

it.each([
  ...templates.flatMap(({ parameters, expression }) =>
    expression(Object.fromEntries(parameters.map((each) => [each.name, ["a"]]))),
  ),
  'a ? -1 : [1.5, 2u,][0] // "\n',
  '{"a": .b, r"\\": """x"y""",}.size() == 0x1F && !(c in d)',
  "f() || -a.b()[1].c > .5e3",
])("finds nothing in what parses: %s", (text) => {
  parse(text);
  expect(misplaced(text)).toBeNull();
});
