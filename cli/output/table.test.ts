import { expect, test } from "vitest";
import { paintFor } from "./paint.ts";
import { facts, table } from "./table.ts";

const columns = [
  { title: "NAME", value: ({ name }: Row) => name },
  { title: "USES", value: ({ uses }: Row) => String(uses), right: true as const },
];
interface Row {
  name: string;
  uses: number;
}

test("columns are as wide as their widest cell, numbers to the right, no blanks at the end", () => {
  const rows = [
    { name: "a", uses: 5 },
    { name: "longer", uses: 12_345 },
  ];
  expect(table(columns, rows)).toEqual(["NAME     USES", "a           5", "longer  12345"]);
});

test("what a host calls itself cannot steer the terminal", () => {
  const [, line] = table(columns, [{ name: "\x1b[2J\u202eevil\n", uses: 1 }]);
  expect(line).toMatch(/^\ufffd\[2J\ufffdevil\ufffd\s+1$/);
  expect(facts([["Name", "\x07"]])).toEqual(["Name: \ufffd"]);
});

test.for([
  [true, {}, "\x1b[32mup\x1b[0m"],
  [true, { NO_COLOR: "1" }, "up"],
  [true, { TERM: "dumb" }, "up"],
  [false, {}, "up"],
] as const)("on a terminal: %s, with %o: colors only for people", ([isTTY, env, painted]) => {
  expect(paintFor({ stdout: { write: () => true, isTTY }, env }).green("up")).toBe(painted);
});
