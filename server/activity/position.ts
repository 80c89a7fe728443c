import { z } from "zod";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { AppError } from "../errors.ts";
import type { ActivityRow } from "./schema.ts";

/** Where a row stands: newest first; within a moment by a key that names its source. */
export interface Position {
  readonly at: string;
  readonly key: string;
}

/** Above every sequence number: the later of two entries of one moment comes first. */
export const seqTop = 999_999_999_999_999_999n;

/** The key of a row among those of the same moment. SQL builds the same for each source. */
export function positionOf(row: ActivityRow): Position {
  switch (row.type) {
    case "rollup":
      return { at: row.at, key: `rollup:${row.pool}` };
    case "sensor":
      return { at: row.at, key: `sensor:${row.id}` };
    case "action":
      return { at: row.at, key: `action:${String(seqTop - BigInt(row.seq)).padStart(18, "0")}` };
    case "alert":
      return { at: row.at, key: `alert:${row.id}` };
  }
}

/** Bytewise, as `COLLATE "C"` is. ISO times of one form sort as the times do. */
export function comparePositions(a: Position, b: Position): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return a.key === b.key ? 0 : a.key < b.key ? -1 : 1;
}

export const encodePosition = ({ at, key }: Position): string => encodeCursor([at, key]);

const Cursor = z.tuple([
  z.iso.datetime(),
  z
    .string()
    .max(120)
    .regex(/^[\x20-\x7e]*$/),
]);

/** @throws {AppError} `InvalidRequest` */
export function decodePosition(cursor: string): Position {
  const parsed = Cursor.safeParse(decodeCursor(cursor));
  if (!parsed.success) {
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  }
  const [at, key] = parsed.data;
  return { at, key };
}
