import { z } from "zod";
import { AppError } from "../errors.ts";
import { unstorablePath } from "../storable.ts";

/** The sort values of a page's last row, as the opaque `nextCursor`. */
export function encodeCursor(values: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** @throws {AppError} `InvalidRequest` for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): (string | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (
      Array.isArray(values) &&
      values.length === 2 &&
      values.every((value) => value === null || typeof value === "string") &&
      // Refused as in all other input, which its base64 hides from the check of that.
      unstorablePath(values) === null
    ) {
      return values;
    }
  } catch {
    // Falls through to the one error below.
  }
  throw notOurs();
}

const TimeAndId = z.tuple([z.iso.datetime(), z.uuid()]);

/** A cursor of rows that are sorted by time, then id. @throws {AppError} `InvalidRequest` */
export function decodeTimeCursor(cursor: string): [at: string, id: string] {
  const position = TimeAndId.safeParse(decodeCursor(cursor));
  if (!position.success) throw notOurs();
  return position.data;
}

const notOurs = () =>
  new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
