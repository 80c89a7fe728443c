import type { AuditFilter, exportFormats } from "../../server/audit/schema.ts";

/** Where the entries that match are downloaded, as the REST API has it. */
export function exportHref(filter: AuditFilter, format: (typeof exportFormats)[number]): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) {
    for (const each of [value].flat()) query.append(name, String(each));
  }
  return `/api/v1/audit/export?${query}`;
}
