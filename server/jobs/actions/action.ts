import type { Tx } from "../../context.ts";
import type { Prisma } from "../../db/generated/client.ts";
import type { Reason } from "../reason.ts";

/** Sensors that are locked, in the order of their ids, and that nothing keeps from being done. */
export interface Batch {
  readonly ids: readonly string[];
  readonly at: Date;
  /** How the actor is called. */
  readonly by: string;
}

/** What came of a batch; who is not named is done. */
export interface Outcome {
  readonly failed: ReadonlyMap<string, Reason>;
  /** What else there is to say of those that are done. */
  readonly details: ReadonlyMap<string, string>;
}

/** A bulk action: preview and job judge by the same obstacle. */
export interface BulkAction {
  /** Over `s` and `h`: the `Reason` why a sensor is not to be done, or null. */
  readonly obstacle: Prisma.Sql;
  /** One batch, in few statements. */
  apply(tx: Tx, batch: Batch): Promise<Outcome>;
}

export const allDone: Outcome = { failed: new Map(), details: new Map() };
