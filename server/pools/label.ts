import type { Db, Tx } from "../context.ts";
import { poolTag, poolTokenId } from "./key.ts";

/** What people call pools: the tag's value, or the token's prefix and what it is for. */
export async function poolLabels(
  db: Db | Tx,
  keys: readonly string[],
): Promise<(key: string) => string> {
  const ids = [...new Set(keys)].flatMap((key) => poolTokenId(key) ?? []);
  const tokens = await db.enrollmentToken.findMany({
    where: { id: { in: ids } },
    select: { id: true, prefix: true, description: true },
  });
  const byId = new Map(tokens.map((token) => [token.id, token]));
  return (key) => {
    const token = byId.get(poolTokenId(key) ?? "");
    if (!token) return poolTag(key) ?? key;
    return token.description ? `${token.prefix}… (${token.description})` : `${token.prefix}…`;
  };
}
