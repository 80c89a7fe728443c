import { z } from "zod";
import type { Ctx, Tx } from "../context.ts";
import { AppError } from "../errors.ts";
import { keptHours } from "./key.ts";

/** Longer than any action may take; who died in the middle blocks a repetition so long. */
const claimedMs = 120_000;
const keptMs = keptHours * 3_600_000;

export interface Claim {
  readonly actor: string;
  readonly key: string;
  /** Of this try. */
  readonly id: string;
  readonly fingerprint: Uint8Array<ArrayBuffer>;
}

const Kept = z.object({ status: z.number().int(), body: z.unknown() });
export type Kept = z.infer<typeof Kept>;
type Store = Pick<Ctx, "db" | "clock" | "secretBox">;

/**
 * Takes the key for this try, also from one that died before it did anything.
 * @returns the answer of the same request before, or null: it is ours.
 * @throws {AppError} `IdempotencyKeyReused`, `RequestInProgress`, `AnswerLost`
 */
export async function claim({ db, clock, secretBox }: Store, mine: Claim): Promise<Kept | null> {
  const now = clock.now();
  const { actor, key } = mine;
  await dropOldAnswers(db, now);
  const until = new Date(now.getTime() + claimedMs);
  const taken = await db.$executeRaw`
    INSERT INTO idempotency_key AS k (actor, key, claim, fingerprint, claimed_until, created_at)
    VALUES (${actor}, ${key}, ${mine.id}::uuid, ${mine.fingerprint}, ${until}, ${now})
    ON CONFLICT (actor, key) DO UPDATE
      SET claim = excluded.claim, claimed_until = excluded.claimed_until
      WHERE k.marked_at IS NULL AND k.answer IS NULL AND k.claimed_until <= ${now}
        AND k.fingerprint = excluded.fingerprint`;
  if (taken === 1) return null;
  const row = await db.idempotencyKey.findUnique({ where: { actor_key: { actor, key } } });
  if (!row) throw inProgress();
  if (!Buffer.from(row.fingerprint).equals(mine.fingerprint))
    throw new AppError("IdempotencyKeyReused");
  if (row.answer) return Kept.parse(JSON.parse(secretBox.unseal(row.answer)));
  throw row.markedAt && row.claimedUntil <= now ? new AppError("AnswerLost") : inProgress();
}

/** Within the action's transaction: it is done once this commits. False: another has the key now. */
export async function mark(tx: Tx, { actor, key, id }: Claim): Promise<boolean> {
  const marked = await tx.$executeRaw`
    UPDATE idempotency_key SET marked_at = now()
    WHERE actor = ${actor} AND key = ${key} AND claim = ${id}::uuid`;
  return marked === 1;
}

/** Keeps the answer, sealed: it may hold a token's secret. */
export async function keep({ db, secretBox }: Store, mine: Claim, answer: Kept): Promise<void> {
  const { actor, key, id } = mine;
  const sealed = secretBox.seal(JSON.stringify(answer));
  await db.idempotencyKey.updateMany({
    where: { actor, key, claim: id },
    data: { answer: sealed },
  });
}

/** Nothing was done, and the key is free; or it was, and its answer is known to be lost. */
export async function release({ db, clock }: Store, { actor, key, id }: Claim): Promise<void> {
  const mine = { actor, key, claim: id };
  await db.idempotencyKey.deleteMany({ where: { ...mine, markedAt: null } });
  await db.idempotencyKey.updateMany({ where: mine, data: { claimedUntil: clock.now() } });
}

/** Forgets keys and their sealed answers after their time. */
export async function dropOldAnswers(db: Pick<Tx, "idempotencyKey">, now: Date): Promise<void> {
  const createdAt = { lt: new Date(now.getTime() - keptMs) };
  await db.idempotencyKey.deleteMany({ where: { createdAt } });
}

const inProgress = () => new AppError("RequestInProgress", undefined, 1);
