import type { Values } from "../kubernetes/values.ts";

/** Text as a literal block, whose lines stay as they are; what a block cannot hold becomes a string. */
export function yamlBlock(text: string, indent: number): string {
  const isPlain = /^[!-~][\n -~]*$/.test(text) && !/ \n/.test(text) && /[^\n]\n$/.test(text);
  if (!isPlain) return JSON.stringify(text);
  const margin = " ".repeat(indent);
  const lines = text.trimEnd().split("\n");
  return ["|", ...lines.map((line) => line && margin + line)].join("\n");
}

/** A string that is read as a string by every reader, also where it looks like `true`, `1e3` or `12:30`. */
export function yamlString(text: string): string {
  const code = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[^ -~]/g, code);
}

/** Helm values as the lines of a YAML mapping; keys are the chart's own, plain words. */
export function yamlValues(values: Values, indent = 0): string {
  const margin = " ".repeat(indent);
  const lines = Object.entries(values).map(([key, value]) => {
    if (Array.isArray(value)) return `${margin}${key}:\n${value.map(item(indent + 2)).join("")}`;
    if (typeof value === "object") return `${margin}${key}:\n${yamlValues(value, indent + 2)}`;
    return `${margin}${key}: ${yamlScalar(value)}\n`;
  });
  return lines.join("");
}

const yamlScalar = (value: string | number | boolean) =>
  typeof value === "string" ? yamlString(value) : String(value);

/** An entry of a list; a mapping begins on the line of its dash. */
const item =
  (indent: number) =>
  (value: string | Values): string => {
    const text =
      typeof value === "string" ? `${yamlString(value)}\n` : yamlValues(value, indent + 2);
    return `${" ".repeat(indent)}- ${text.trimStart()}`;
  };
