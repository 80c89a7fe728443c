import fc from "fast-check";
import { expect, it } from "vitest";
import { csvHead, csvLines } from "./csv.ts";

/** RFC 4180, read back without the library that wrote it. */
function cellsOf(csv: string): string[][] {
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  const rows: string[][] = [[]];
  for (let match = field.exec(csv); match; match = field.exec(csv)) {
    const [, text = "", end] = match;
    rows.at(-1)?.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (end !== ",") rows.push([]);
    if (field.lastIndex === csv.length) break;
  }
  return rows.slice(0, -1);
}

const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "=1+1",
    '=cmd|"/C calc"!A0',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    'a"b',
    "a,b",
    "a\nb",
    "a\rb",
  ),
);
const entry = fc.record({
  seq: fc.nat(),
  at: fc.constant("2026-06-01T12:00:00.000Z"),
  action: text,
  actor: text,
  actorName: text,
  target: text,
  details: fc.dictionary(text, text),
  hash: fc.constant("00ff"),
});

it("gives each entry a line with its cells, of which none is a formula", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
      const rows = cellsOf(csvLines(entries));
      expect(rows).toHaveLength(entries.length);
      for (const [index, cells] of rows.entries()) {
        expect(cells).toHaveLength(8);
        expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        const given = entries[index]?.actorName ?? "";
        expect([given, `'${given}`]).toContain(cells[4]);
        expect(JSON.parse(cells[6] ?? "")).toEqual(entries[index]?.details);
      }
    }),
  );
});

it("begins with the names of the columns", () => {
  expect(csvHead).toBe("seq,at,action,actor,actorName,target,details,hash\r\n");
});
