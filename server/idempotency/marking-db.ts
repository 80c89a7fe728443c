import type { Db, Tx } from "../context.ts";
import { AppError } from "../errors.ts";
import { type Claim, mark } from "./claim.ts";

/**
 * A client whose interactive transactions mark the claim before they commit; all else as before.
 * @throws {AppError} `RequestInProgress` in a transaction whose claim was taken over meanwhile
 */
export function markingDb(db: Db, claim: Claim): Db {
  const transaction = (run: unknown, options?: object) => {
    if (typeof run !== "function") return Reflect.apply(db.$transaction, db, [run, options]);
    return db.$transaction(async (tx: Tx) => {
      // The verb audits in what it runs.
      const result: unknown = await run(tx);
      if (!(await mark(tx, claim)))
        throw new AppError("RequestInProgress", "It took too long; another took it over.", 1);
      return result;
    }, options);
  };
  return new Proxy(db, {
    get: (target, property) =>
      property === "$transaction" ? transaction : Reflect.get(target, property),
  });
}
