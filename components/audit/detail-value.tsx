import { spanOfTime } from "../../server/duration.ts";

/** A value of an entry's details, as a person reads it. */
export function DetailValue({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined || value === "")
    return <span className="text-ink-muted">none</span>;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") {
    if (name.endsWith("Seconds")) return spanOfTime(value);
    return value.toLocaleString("en-US");
  }
  if (typeof value === "string") return <span className="break-words">{value}</span>;
  if (Array.isArray(value) && value.every((each) => typeof each === "string"))
    return value.length > 0 ? value.join(", ") : <span className="text-ink-muted">none</span>;
  return <code className="break-all font-mono text-xs">{JSON.stringify(value)}</code>;
}

/** `status.staleAfterSeconds` reads "status: stale after". */
export function fieldWords(path: string): string {
  const words = path
    .split(".")
    .map((part) => part.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());
  return words.join(": ").replace(/ seconds$/, "");
}
