import { Prisma } from "../db/generated/client.ts";
import { departedMatches } from "../departed/query.ts";
import { matches, type StatusClock, sensorTables } from "../sensors/query.ts";
import type { JobRequest } from "./schema.ts";

/** Which sensors an action is for: those that the request's filter matches, or these ids. */
export interface WantedSet {
  readonly request: JobRequest;
  readonly ids?: readonly string[] | undefined;
}

/** `WHERE` of a request's filter over `sensorTables`; null: it has none. The lists' own expression. */
export function filterOf(request: JobRequest, clock: StatusClock): Prisma.Sql | null {
  if (request.departedFilter) return departedMatches(request.departedFilter);
  return request.filter ? matches(request.filter, clock) : null;
}

/** `SELECT` of id and name of every sensor of the set. */
export function selectSet({ request, ids }: WantedSet, clock: StatusClock): Prisma.Sql {
  const where = filterOf(request, clock) ?? Prisma.sql`s.id = ANY(${[...(ids ?? [])]}::uuid[])`;
  return Prisma.sql`SELECT s.id, s.name FROM ${sensorTables} WHERE ${where}`;
}

/** Whether silence is what the filter chooses by, so that a heartbeat takes a sensor out of the set. */
export function choosesBySilence({ filter }: JobRequest): boolean {
  return filter?.status !== undefined || filter?.silentOverSeconds !== undefined;
}

/** Over a column `id`: exactly these sensors, as a text to compare. */
export const digest = Prisma.sql`
  encode(sha256(coalesce(string_agg(uuid_send(id), ''::bytea ORDER BY id), ''::bytea)), 'hex')`;
