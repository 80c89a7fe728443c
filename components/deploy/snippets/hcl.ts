import type { Values } from "../kubernetes/values.ts";

/** Text inside an HCL template, where `${` and `%{` would begin an expression. */
export const hclText = (text: string) => text.replace(/([$%])\{/g, "$1$1{");

/** A quoted HCL string. */
export function hclString(text: string): string {
  return hclText(JSON.stringify(text));
}

/** Text over several lines, exactly as it is; it ends with a line break. `template` is HCL already. */
export function hclHeredoc(template: string, label: string): string {
  return `<<${label}\n${template}${label}`;
}

/** Helm values as an HCL object, laid out as `terraform fmt` would. */
export function hclValues(values: Values, indent: number): string {
  const entries = Object.entries(values).map(
    ([key, value]) => [key, hclValue(value, indent + 2)] as const,
  );
  return `{\n${hclLines(entries, indent + 2)}${" ".repeat(indent)}}`;
}

/** Attributes with their expressions, a line each; the `=` of neighbors stand in one column. */
export function hclLines(entries: readonly Entry[], indent: number): string {
  const margin = " ".repeat(indent);
  const lines = runs(entries).flatMap((run) => {
    const width = Math.max(...run.map(([key]) => key.length));
    return run.map(([key, text]) => `${margin}${key.padEnd(width)} = ${text}\n`);
  });
  return lines.join("");
}

type Entry = readonly [key: string, expression: string];

function hclValue(value: Values[string], indent: number): string {
  if (typeof value === "string") return hclString(value);
  if (typeof value !== "object") return String(value);
  if (!Array.isArray(value)) return hclValues(value, indent);
  const margin = " ".repeat(indent);
  const items = value.map(
    (item) =>
      `${margin}  ${typeof item === "string" ? hclString(item) : hclValues(item, indent + 2)},\n`,
  );
  return `[\n${items.join("")}${margin}]`;
}

/** Neighbors, until one takes several lines. */
function runs(entries: readonly Entry[]): Entry[][] {
  const all: Entry[][] = [];
  let isOpen = false;
  for (const entry of entries) {
    const isLong = entry[1].includes("\n");
    if (isOpen && !isLong) all.at(-1)?.push(entry);
    else all.push([entry]);
    isOpen = !isLong;
  }
  return all;
}
