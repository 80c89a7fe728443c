import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Db } from "../context.ts";
import { PrismaClient } from "./generated/client.ts";

/** A pool that survives a restart of PostgreSQL: an idle connection's death is not ours. */
export function makePool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000 });
  pool.on("error", () => undefined);
  return pool;
}

/** A busy database makes a change slow, not refused: the library gives up after 2 and 5 s. */
const transactionOptions = { maxWait: 10_000, timeout: 20_000 };

export function makeDb(pool: pg.Pool): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions });
}
