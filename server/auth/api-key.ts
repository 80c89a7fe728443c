import { createHash, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { Actor, Ctx, Db } from "../context.ts";
import { AppError } from "../errors.ts";
import { authorize } from "./authorize.ts";
import { isRole, roles } from "./role.ts";

export const CreateApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(roles),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;

const When = z.iso.datetime();
export const ApiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  role: z.string(),
  createdAt: When,
  createdBy: z.string(),
  lastUsedAt: When.nullable(),
});

/** How old `lastUsedAt` may get before a use is written again. */
const usedPrecisionMs = 60_000;

const hashOf = (key: string) => new Uint8Array(createHash("sha256").update(key).digest());

/** Makes a key of 256 random bits; it is in the answer once, and only its hash is kept. */
export async function createApiKey(
  ctx: Ctx,
  input: CreateApiKey,
): Promise<{ id: string; key: string }> {
  authorize(ctx.actor, "administer");
  const key = `tvk_${randomBytes(32).toString("base64url")}`;
  const id = randomUUID();
  const now = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        id,
        name: input.name,
        role: input.role,
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
      details: { name: input.name, role: input.role },
    });
  });
  return { id, key };
}

export async function listApiKeys(ctx: Ctx) {
  authorize(ctx.actor, "administer");
  const keys = await ctx.db.apiKey.findMany({
    where: { revokedAt: null },
    orderBy: { createdAt: "desc" },
  });
  return keys.map(({ hash: _hash, revokedAt: _revokedAt, ...key }) => ({
    ...key,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  }));
}

export async function revokeApiKey(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) throw new AppError("NotFound", "There is no API key with this id.");
    await appendAudit(tx, now, {
      action: "api_key_revoked",
      actor: ctx.actor,
      target: `api-key:${id}`,
    });
  });
}

/** Who a key acts as; null when it is unknown or revoked. */
export async function verifyApiKey(db: Db, key: string, now: Date): Promise<Actor | null> {
  const row = await db.apiKey.findFirst({ where: { hash: hashOf(key), revokedAt: null } });
  if (!row || !isRole(row.role)) return null;
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > usedPrecisionMs) {
    await db.apiKey.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  }
  return { kind: "api-key", id: row.id, name: row.name, role: row.role };
}
