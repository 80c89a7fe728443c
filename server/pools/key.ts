import { z } from "zod";

const tagPool = /^tag:[A-Za-z0-9_./@+-]{1,64}$/;
const tokenPool = /^token:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** What names a pool: `tag:<value of the pool: tag>` or `token:<id>`, as the database keeps it. */
export const PoolKey = z
  .string()
  .max(80)
  .refine(
    (text) => tagPool.test(text) || tokenPool.test(text),
    "tag:<value of the pool tag> or token:<id of the token>",
  );

/** The token whose sensors make up the pool; null: they share a tag. */
export function poolTokenId(key: string): string | null {
  return tokenPool.exec(key)?.[1] ?? null;
}

/** The value of the `pool:` tag that the pool's sensors share; null: they share a token. */
export function poolTag(key: string): string | null {
  return tagPool.test(key) ? key.slice("tag:".length) : null;
}
