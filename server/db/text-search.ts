import { Prisma } from "./generated/client.ts";

/**
 * Whether every word of `q` is in the search text of `s`, or is the beginning of its id, or is found
 * by `also`, which gets a pattern for `ILIKE`.
 */
export function wordsMatch(q: string, also?: (pattern: string) => Prisma.Sql): Prisma.Sql {
  // PostgreSQL stores no NUL, so nothing can match one.
  if (q.includes("\0")) return Prisma.sql`FALSE`;
  const words = q.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return Prisma.sql`TRUE`;
  return Prisma.join(
    words.map((word) => {
      const parts = [Prisma.sql`s.search_text LIKE lower(${containing(word)})`];
      const ids = idsThatBegin(word.toLowerCase());
      if (ids) parts.push(Prisma.sql`s.id BETWEEN ${ids.first}::uuid AND ${ids.last}::uuid`);
      if (also) parts.push(also(containing(word)));
      return Prisma.sql`(${Prisma.join(parts, " OR ")})`;
    }),
    " AND ",
  );
}

/** A pattern for `LIKE` that matches what holds this text. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/**
 * The range of ids with this beginning, four digits at least: fewer are a word. Turning every id into
 * text would cost as much as all the rest.
 */
function idsThatBegin(text: string): { first: string; last: string } | null {
  const hex = text.replaceAll("-", "");
  if (!/^[0-9a-f]{4,32}$/.test(hex)) return null;
  const first = dashed(hex.padEnd(32, "0"));
  return first.startsWith(text) ? { first, last: dashed(hex.padEnd(32, "f")) } : null;
}

const dashed = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    "-",
  );
