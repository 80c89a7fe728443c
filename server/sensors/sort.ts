import { z } from "zod";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { type StatusClock, sensorTables, tablesOf } from "./query.ts";
import type { ListSensors } from "./schema.ts";
import { silenceOrder } from "./silence.ts";

/** An order of the list: its column as it is, so that an index serves it, and how a cursor holds it. */
interface Sort {
  readonly column: Prisma.Sql;
  /** Orders those with the same value; no two have the same. */
  readonly tie: Prisma.Sql;
  readonly tieKind: Kind;
  readonly tables: Prisma.Sql;
  /** Leaves out what the order's index holds beside the enrolled. */
  readonly holds: Prisma.Sql;
  readonly isDescending: boolean;
  readonly kind: Kind;
}

/** How a cursor writes a value, what it accepts, and how it becomes the column's type again. */
interface Kind {
  readonly written: (key: Prisma.Sql) => Prisma.Sql;
  readonly accepted: z.ZodType<string>;
  readonly read: (key: string) => Prisma.Sql;
}

const asText = (key: Prisma.Sql) => Prisma.sql`${key}::text`;
const text: Kind = {
  written: asText,
  // PostgreSQL takes no NUL.
  accepted: z.string().regex(/^[^\0]*$/),
  read: (key) => Prisma.sql`${key}`,
};
/** Seconds since 1970; both infinities are times too. */
const time: Kind = {
  written: (key) => Prisma.sql`extract(epoch FROM ${key})::text`,
  accepted: z.string().regex(/^(-?Infinity|-?\d{1,11}(\.\d{1,6})?)$/),
  read: (key) => Prisma.sql`to_timestamp(${key}::float8)`,
};
const uuid: Kind = {
  written: asText,
  accepted: z.uuid(),
  read: (key) => Prisma.sql`${key}::uuid`,
};
const flavor: Kind = {
  written: asText,
  accepted: z.enum(["standard", "telecom"]),
  read: (key) => Prisma.sql`${key}::flavor`,
};
const boolean: Kind = {
  written: asText,
  accepted: z.enum(["true", "false"]),
  read: (key) => Prisma.sql`${key}::boolean`,
};

/** Columns of `sensor`, each with an index over the enrolled. */
const columns = {
  name: [Prisma.sql`s.name`, text],
  hostname: [Prisma.sql`s.hostname`, text],
  instance: [Prisma.sql`coalesce(s.instance_id, '')`, text],
  cluster: [Prisma.sql`coalesce(s.cluster_name, '')`, text],
  role: [Prisma.sql`s.role`, text],
  flavor: [Prisma.sql`s.flavor`, flavor],
  version: [Prisma.sql`s.version`, text],
  kernel: [Prisma.sql`s.kernel`, text],
  os: [Prisma.sql`s.os`, text],
  arch: [Prisma.sql`s.arch`, text],
  ephemeral: [Prisma.sql`s.ephemeral`, boolean],
  pool: [Prisma.sql`s.pool`, text],
  token: [Prisma.sql`s.token_prefix`, text],
  certificate: [Prisma.sql`s.certificate_not_after`, time],
  enrolledAt: [Prisma.sql`s.enrolled_at`, time],
} as const satisfies Record<
  Exclude<ListSensors["sort"], "status" | "lastHeartbeatAt">,
  [Prisma.Sql, Kind]
>;

export function sortOf(input: ListSensors, clock: StatusClock): Sort {
  const isAscending = input.order === "asc";
  if (input.sort === "status" || input.sort === "lastHeartbeatAt") {
    // Healthy first is the last heard first: the order of the statuses is that of the silence.
    const isDescending = (input.sort === "status") === isAscending;
    // Departed sensors have no marks.
    const marks = input.departed ? { silentUntil: null } : clock;
    return {
      ...silenceOrder(marks, clock.now),
      kind: time,
      ...byId(Prisma.sql`h.sensor_id`),
      tables: sensorTables,
      isDescending,
    };
  }
  const [column, kind] = columns[input.sort];
  // Names are unique among the enrolled only.
  const tie = input.departed || input.sort === "name" ? byId(Prisma.sql`s.id`) : byName;
  const holds = Prisma.sql`TRUE`;
  return { column, kind, holds, ...tie, tables: tablesOf(input), isDescending: !isAscending };
}

const byId = (tie: Prisma.Sql) => ({ tie, tieKind: uuid });
const byName = { tie: Prisma.sql`s.name`, tieKind: text };

/** The rows behind the last one of the page before. @throws {AppError} `InvalidRequest` */
export function afterCursor({ cursor }: ListSensors, sort: Sort): Prisma.Sql {
  if (!cursor) return sort.holds;
  const position = z
    .tuple([sort.kind.accepted, sort.tieKind.accepted])
    .safeParse(decodeCursor(cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [key, tie] = position.data;
  const operator = sort.isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`${sort.holds} AND (${sort.column}, ${sort.tie}) ${operator} (${sort.kind.read(key)}, ${sort.tieKind.read(tie)})`;
}

/** What a page's statement reads beside the rows, for `cursorAt` of the last. */
export const cursorColumns = ({ kind, tieKind }: Sort) =>
  Prisma.sql`${kind.written(Prisma.sql`page.key`)} AS "sortKey", ${tieKind.written(Prisma.sql`page.tie`)} AS "sortTie"`;

export interface CursorRow {
  readonly sortKey: string;
  readonly sortTie: string;
}

export const cursorAt = (row: CursorRow) => encodeCursor([row.sortKey, row.sortTie]);
