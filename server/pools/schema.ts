import { z } from "zod";
import { departReasons } from "../departed/schema.ts";
import { PoolKey } from "./key.ts";

export const poolSortKeys = [
  "label",
  "enrolled",
  "silent",
  "departed",
  "churn",
  "lifeSpan",
  "firstHeartbeat",
  "ephemeral",
  "missing",
] as const;

export const ListPools = z.strictObject({
  /** Part of the pool's label, or of its token's description. */
  q: z.string().trim().max(200).optional(),
  /** Only pools with fewer sensors than expected. */
  missing: z.boolean().optional(),
  sort: z.enum(poolSortKeys).default("label"),
  order: z.enum(["asc", "desc"]).default("asc"),
  cursor: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListPools = z.infer<typeof ListPools>;
export const OnePool = z.strictObject({ key: PoolKey });

const count = z.number().int();

export const PoolView = z.object({
  key: PoolKey,
  /** The tag's value, or the first characters of the token. */
  label: z.string(),
  /** Null: its sensors share a tag. */
  tokenId: z.uuid().nullable(),
  /** Of the token. */
  description: z.string(),
  enrolled: count,
  healthy: count,
  degraded: count,
  stale: count,
  offline: count,
  /** Share of the enrolled sensors that are ephemeral, 0 to 1; null: none is enrolled. */
  ephemeralShare: z.number().nullable(),
  /** In the last 24 hours; a sensor that came and went several times counts each time. */
  joined: count,
  departed: count,
  departedBy: z.partialRecord(z.enum(departReasons), count),
  /** Joins and departures of the last 24 hours by hour. */
  churnPerHour: z.number(),
  /** Median over the departures of the last seven days; null: there was none. */
  lifeSpanSeconds: z.number().nullable(),
  /** From the start of the installation, p95 over the last seven days. */
  firstHeartbeatSeconds: z.number().nullable(),
  expectedSize: count.nullable(),
});
export type PoolView = z.infer<typeof PoolView>;
export const PoolPage = z.object({
  items: z.array(PoolView),
  nextCursor: z.string().nullable(),
  total: count,
});

/** Clock hours in UTC, the first and the last of them cut off, so that they are 24 hours together. */
export const PoolHour = z.object({ at: z.iso.datetime(), joined: count, departed: count });
export type PoolHour = z.infer<typeof PoolHour>;
export const PoolDetail = PoolView.extend({ hours: z.array(PoolHour) });

export const SetExpectedSize = z.strictObject({
  key: PoolKey,
  /** Null: none is expected any more. */
  expectedSize: z.number().int().min(1).max(1_000_000).nullable(),
});
export type SetExpectedSize = z.infer<typeof SetExpectedSize>;
