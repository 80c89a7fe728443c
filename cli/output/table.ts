import { type Paint, plainPaint } from "./paint.ts";
import { plainText } from "./plain-text.ts";

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly right?: true;
  readonly color?: (row: Row) => keyof Paint;
}

/** Rows under their titles, each column as wide as its widest cell; no trailing blanks. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  paint: Paint = plainPaint,
): string[] {
  const cells = rows.map((row) => columns.map(({ value }) => plainText(value(row))));
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...cells.map((line) => line[at]?.length ?? 0)),
  );
  const cell = (text: string, at: number) =>
    columns[at]?.right ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
  const head = columns.map(({ title }, at) => cell(title, at)).join("  ");
  const body = cells.map((line, index) => {
    const row = rows[index];
    const painted = line.map((text, at) => {
      const color = row === undefined ? undefined : columns[at]?.color?.(row);
      return color ? paint[color](cell(text, at)) : cell(text, at);
    });
    return painted.join("  ").trimEnd();
  });
  return [paint.dim(head.trimEnd()), ...body];
}

/** `name: value` under each other, for one thing. */
export function facts(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([name]) => name.length)) + 1;
  return pairs.map(([name, value]) => `${`${name}:`.padEnd(width + 1)}${plainText(value)}`);
}
