import { randomUUID } from "node:crypto";
import { asAppError } from "../as-app-error.ts";
import { AppError, problemDocument } from "../errors.ts";
import type { RequestContext } from "../trpc/init.ts";
import { type Claim, claim, type Kept, keep, release } from "./claim.ts";
import { fingerprint, isFinal } from "./key.ts";
import { markingDb } from "./marking-db.ts";

export interface KeyedRequest {
  readonly key: string;
  readonly url: URL;
  readonly input: unknown;
}

type Answer = Kept & { isReplayed: boolean };

/**
 * Runs a request at most once for its idempotency key. The claim commits before the action begins,
 * and each transaction of the action marks the claim before it commits itself. So after a crash:
 * unmarked, nothing was done, and the request runs again when the claim is over; marked, it was done,
 * and is never repeated, whether its answer was kept (replayed) or not (`AnswerLost`).
 * @throws {AppError} what the request threw, `IdempotencyKeyReused`, `RequestInProgress`, `AnswerLost`
 */
export async function once(
  context: RequestContext,
  { key, url, input }: KeyedRequest,
  run: (as: RequestContext) => Promise<Kept>,
): Promise<Answer> {
  const { actor } = context;
  if (!actor) throw new AppError("Unauthenticated");
  const mine: Claim = {
    actor: `${actor.kind}:${actor.id}`,
    key,
    id: randomUUID(),
    fingerprint: fingerprint(url, input),
  };
  const before = await claim(context, mine);
  if (before) return { ...before, isReplayed: true };
  try {
    const answer = await run({ ...context, db: markingDb(context.db, mine) });
    await kept(context, mine, answer);
    return { ...answer, isReplayed: false };
  } catch (thrown) {
    const error = asAppError(thrown);
    if (isFinal(error.code)) {
      const body = problemDocument(error, context.requestId);
      await kept(context, mine, { status: body.status, body });
    } else
      await release(context, mine).catch((err) => context.log.error({ err }, "Key not released"));
    throw thrown;
  }
}

/** The action is done: an answer that cannot be kept is given nevertheless. */
async function kept(context: RequestContext, mine: Claim, answer: Kept): Promise<void> {
  await keep(context, mine, answer).catch((err) =>
    context.log.error({ err, requestId: context.requestId }, "Answer not kept for its key"),
  );
}
