import type { EnrollResponse } from "../../sensor-agent/src/protocol.ts";
import { AppError } from "../errors.ts";
import type { Asked } from "./admission.ts";
import { admitBatch, type EnrollDeps } from "./admit-batch.ts";
import { readRequest } from "./enroll.ts";

/** Requests of one transaction; beyond that its locks are held for too long. */
const batchMax = 64;

interface Waiting {
  readonly asked: Asked;
  readonly resolve: (answer: EnrollResponse) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Enrolls one batch at a time: whoever arrives while one is being written is in the next. Alone, a
 * request waits for nothing; a thousand at once share locks and commits.
 */
export function makeEnrollmentQueue(deps: EnrollDeps) {
  let waiting: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = distinctKeys(waiting);
      const taken = new Set(batch);
      waiting = waiting.filter((each) => !taken.has(each));
      await settle(deps, batch);
    }
    isRunning = false;
  }

  return (body: unknown, address: string): Promise<EnrollResponse> => {
    const asked = readRequest(body, address);
    const answer = new Promise<EnrollResponse>((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
    });
    if (!isRunning) void run();
    return answer;
  };
}

/** The first of each key: a request that is repeated before its answer has to see what was written. */
function distinctKeys(waiting: readonly Waiting[]): Waiting[] {
  const batch = new Map<string, Waiting>();
  for (const each of waiting) {
    const key = each.asked.publicKeyHash.toString("hex");
    if (batch.size < batchMax && !batch.has(key)) batch.set(key, each);
  }
  return [...batch.values()];
}

/** Answers everybody of a batch. One that breaks the database's rules must not fail the others. */
async function settle(deps: EnrollDeps, batch: readonly Waiting[]): Promise<void> {
  const outcomes = await admitBatch(
    deps,
    batch.map(({ asked }) => asked),
  ).catch((error: unknown) => error);
  if (Array.isArray(outcomes)) {
    for (const [index, { resolve, reject }] of batch.entries()) {
      const outcome: EnrollResponse | AppError | undefined = outcomes[index];
      if (outcome === undefined || outcome instanceof AppError) reject(outcome);
      else resolve(outcome);
    }
  } else if (batch.length > 1) for (const each of batch) await settle(deps, [each]);
  else batch[0]?.reject(outcomes);
}
