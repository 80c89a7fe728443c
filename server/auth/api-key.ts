import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { Actor, Ctx, Db } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import type { ApiKey, Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { authorize } from "./authorize.ts";
import { isRole } from "./role.ts";
import type { ApiKeyPage, ApiKeyView, CreateApiKey, CreatedApiKey, ListApiKeys } from "./schema.ts";

/** How old `lastUsedAt` may get before a use is written again. */
const usedPrecisionMs = 60_000;

const hashOf = (key: string) => new Uint8Array(createHash("sha256").update(key).digest());

/** Makes a key of 256 random bits; it is in the answer once, and only its hash is kept. */
export async function createApiKey(
  ctx: Ctx,
  { name, role, ttlSeconds }: CreateApiKey,
): Promise<z.infer<typeof CreatedApiKey>> {
  authorize(ctx.actor, "administer");
  const key = `tvk_${randomBytes(32).toString("base64url")}`;
  const id = randomUUID();
  const now = ctx.clock.now();
  const expiresAt = ttlSeconds ? new Date(now.getTime() + ttlSeconds * 1000) : null;
  const expiry = expiresAt?.toISOString() ?? null;
  await ctx.db.$transaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        ...{ id, name, role, expiresAt },
        prefix: key.slice(0, 12),
        hash: hashOf(key),
        createdAt: now,
        createdBy: ctx.actor.name,
      },
    });
    await appendAudit(tx, now, {
      action: "api_key_created",
      actor: ctx.actor,
      target: `api-key:${id}`,
      details: { name, role, expiresAt: expiry },
    });
  });
  return { id, key, expiresAt: expiry };
}

/** Those that were not revoked, newest first; expired ones stay until somebody clears them away. */
export async function listApiKeys(
  ctx: Ctx,
  { cursor, limit }: ListApiKeys,
): Promise<z.infer<typeof ApiKeyPage>> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  const where = { revokedAt: null };
  const [rows, total] = await Promise.all([
    ctx.db.apiKey.findMany({
      where: { AND: [where, cursor ? olderThan(cursor) : {}] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
    ctx.db.apiKey.count({ where }),
  ]);
  const items = rows.slice(0, limit).map((row) => viewApiKey(row, now));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.createdAt, last.id]) : null, total };
}

function olderThan(cursor: string): Prisma.ApiKeyWhereInput {
  const [at, id] = decodeTimeCursor(cursor);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

function viewApiKey(row: ApiKey, now: Date): ApiKeyView {
  const { id, name, prefix, role, createdBy, lastUsedFrom } = row;
  return {
    ...{ id, name, prefix, role, createdBy, lastUsedFrom },
    state: hasExpired(row, now) ? "expired" : "active",
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

const hasExpired = ({ expiresAt }: { expiresAt: Date | null }, now: Date) =>
  expiresAt !== null && expiresAt <= now;

export async function revokeApiKey(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const [key] = await tx.apiKey.updateManyAndReturn({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (!key) throw new AppError("NotFound", "There is no API key with this id.");
    await appendAudit(tx, now, {
      action: "api_key_revoked",
      actor: ctx.actor,
      target: `api-key:${id}`,
      details: { name: key.name },
    });
  });
}

/**
 * Who a key acts as; null when it is unknown or revoked.
 * @param address of the client, kept with the last use
 * @throws {AppError} `ApiKeyExpired`
 */
export async function verifyApiKey(
  db: Db,
  key: string,
  { now, address = null }: { now: Date; address?: string | null },
): Promise<Actor | null> {
  const row = await db.apiKey.findFirst({ where: { hash: hashOf(key), revokedAt: null } });
  if (!row || !isRole(row.role)) return null;
  if (hasExpired(row, now)) throw new AppError("ApiKeyExpired");
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > usedPrecisionMs) {
    const use = { lastUsedAt: now, lastUsedFrom: address };
    await db.apiKey.update({ where: { id: row.id }, data: use });
  }
  return { kind: "api-key", id: row.id, name: row.name, role: row.role };
}
