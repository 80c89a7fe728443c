import { randomUUID } from "node:crypto";
import type { Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { type Room, roomFor, type Stored, type Trust } from "./room.ts";

export interface Attempt {
  readonly at: Date;
  readonly kind: "enrollment" | "preflight";
  readonly code: string;
  readonly detail: string;
  readonly address: string;
  readonly name: string | null;
  readonly hostname: string | null;
  readonly kernel: string | null;
  readonly machineId: string | null;
  readonly tokenId: string | null;
  readonly tokenPrefix: string | null;
}

const hourMs = 3_600_000;

/** A burst of refusals waits for its turn rather than being lost. */
export const patience = { maxWait: 10_000, timeout: 15_000 };

/** Stores an attempt where there is room, else only moves the newest of its kind to now. */
export async function keepAttempt(
  tx: Tx,
  attempt: Attempt,
): Promise<{ room: Room; id: string | null }> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.attempts})`;
  const { newest, ...stored } = await countStored(tx, attempt);
  const room = roomFor(trustOf(attempt), stored);
  if (room === "drop") return { room, id: null };
  if (room === "roll" && newest) {
    const { at, detail } = attempt;
    await tx.enrollmentAttempt.update({ where: { id: newest }, data: { at, detail } });
  }
  const id = room === "store" ? randomUUID() : newest;
  if (room === "store" && id) await tx.enrollmentAttempt.create({ data: { id, ...attempt } });
  await notify(tx, { topic: "attempts" });
  return { room, id };
}

function trustOf({ kind, tokenId }: Attempt): Trust {
  if (kind === "preflight") return "preflight";
  return tokenId === null ? "stranger" : "token";
}

async function countStored(tx: Tx, attempt: Attempt): Promise<Stored & { newest: string | null }> {
  const { kind, code, address, name, machineId, tokenPrefix } = attempt;
  const since = new Date(attempt.at.getTime() - hourMs);
  const isKnown = attempt.tokenId !== null;
  const same = Prisma.sql`dismissed_at IS NULL AND code = ${code} AND address = ${address}
    AND (name, machine_id, token_prefix)
      IS NOT DISTINCT FROM (${name}::text, ${machineId}::text, ${tokenPrefix}::text)`;
  const [row] = await tx.$queryRaw<(Stored & { newest: string | null })[]>`
    SELECT count(*)::int AS everywhere, count(*) FILTER (WHERE address = ${address})::int AS here,
      count(*) FILTER (WHERE ${same})::int AS same,
      (array_agg(id ORDER BY at DESC) FILTER (WHERE ${same}))[1] AS newest
    FROM enrollment_attempt WHERE at > ${since} AND kind = ${kind}::attempt_kind
      AND (kind = 'preflight' OR (token_id IS NOT NULL) = ${isKnown})`;
  return row ?? { everywhere: 0, here: 0, same: 0, newest: null };
}
