/**
 * The path of the first text in a JSON value that PostgreSQL cannot store as text or jsonb:
 * one with a NUL or half of a surrogate pair. Null: all can be stored.
 */
export function unstorablePath(value: unknown, path = ""): string | null {
  if (typeof value === "string") return isStorable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const inner = path ? `${path}.${key}` : key;
    const found = isStorable(key) ? unstorablePath(part, inner) : path;
    if (found !== null) return found;
  }
  return null;
}

export const notStorable = (path: string): string =>
  `${path || "input"}: not valid Unicode text without NUL.`;

const isStorable = (text: string) => text.isWellFormed() && !text.includes("\0");
