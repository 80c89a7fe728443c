import { createHash } from "node:crypto";

/** Said to people; types do not depend on it. */
const prose = new Set(["description", "summary", "example", "examples", "tags", "security"]);
/** Under these, keys are names of things, which may be `description` too. */
const namers = new Set(["paths", "properties", "schemas", "responses", "content"]);

/** The OpenAPI document without its prose, so that new words need no new types. */
export function shapeOf(document: unknown, above = ""): unknown {
  if (Array.isArray(document)) return document.map((each) => shapeOf(each));
  if (typeof document !== "object" || document === null) return document;
  const kept = Object.entries(document).filter(([key]) => namers.has(above) || !prose.has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, shapeOf(value, namers.has(above) ? "" : key)]),
  );
}

/** The line in the head of cli/api-types.ts that says which API it was made from. */
export function hashLine(document: unknown): string {
  const hash = createHash("sha256")
    .update(JSON.stringify(shapeOf(document)))
    .digest("hex");
  return `// API: sha256 ${hash}`;
}
