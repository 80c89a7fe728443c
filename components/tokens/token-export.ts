import type { CreatedToken } from "../../server/tokens/schema.ts";

/** Columns of the CSV, named as in the API; lists are separated by spaces. */
const columns = [
  "token",
  "id",
  "expiresAt",
  "tags",
  "role",
  "ephemeral",
  "removeAfterSeconds",
  "namePattern",
  "allowedCidrs",
  "description",
] as const;

/** `enrollment-tokens-20261121-093000-50.csv`, by the time they were made (UTC) and their number. */
export function exportName(tokens: readonly CreatedToken[], extension: "csv" | "json"): string {
  const made = (tokens[0]?.createdAt ?? "").slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  return `enrollment-tokens-${made}-${tokens.length}.${extension}`;
}

/** RFC 4180. A cell that a spreadsheet would run as a formula is escaped. */
export async function tokensCsv(tokens: readonly CreatedToken[]): Promise<string> {
  const { stringify } = await import("csv-stringify/browser/esm/sync");
  return stringify(
    tokens.map((token) => columns.map((column) => cell(token[column]))),
    { header: true, columns: [...columns], escape_formulas: true, record_delimiter: "windows" },
  );
}

const cell = (value: CreatedToken[(typeof columns)[number]]): string =>
  Array.isArray(value) ? value.join(" ") : String(value ?? "");

/** As `POST /enrollment-tokens` answers. */
export const tokensJson = (tokens: readonly CreatedToken[]): string =>
  `${JSON.stringify({ tokens }, null, 2)}\n`;
