import { stringify } from "csv-stringify/sync";
import type { AuditView } from "./schema.ts";

const columns = ["seq", "at", "action", "actor", "actorName", "target", "details", "hash"] as const;

/** RFC 4180, and no cell that a spreadsheet would run as a formula. */
const options = {
  escape_formulas: true,
  record_delimiter: "windows",
  // Of itself it quotes the whole delimiter only; a spreadsheet breaks the line at either half.
  quoted_match: /[\r\n]/,
} as const;

export const csvHead = stringify([[...columns]], options);

/** One line an entry; the details are one cell of JSON. */
export function csvLines(entries: readonly AuditView[]): string {
  return stringify(
    entries.map((entry) => columns.map((column) => cell(entry[column]))),
    options,
  );
}

const cell = (value: AuditView[(typeof columns)[number]]): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);
