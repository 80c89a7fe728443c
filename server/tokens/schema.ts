import { z } from "zod";
import { names, RemoveAfterSeconds } from "../../sensor-agent/src/protocol.ts";
import { Tag, tagsMax } from "../sensors/schema.ts";

export const tokenTypes = ["one_time", "batch", "cluster"] as const;
export const tokenStates = ["active", "expired", "exhausted", "revoked"] as const;
export type TokenState = (typeof tokenStates)[number];

const ClusterName = z
  .string()
  .regex(
    names.name,
    "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit",
  );

export const CreateTokens = z
  .strictObject({
    type: z.enum(tokenTypes),
    /** How many one-time tokens to make. */
    count: z.number().int().min(1).max(1000).default(1),
    /** Default: the setting of the type. 60 s to 10 years. */
    ttlSeconds: z.number().int().min(60).max(315_360_000).optional(),
    /** Batch tokens: how many sensors may enroll. */
    maxUses: z.number().int().min(1).max(1_000_000).optional(),
    clusterName: ClusterName.optional(),
    tags: z.array(Tag).max(tagsMax).default([]),
    role: z.string().regex(names.role, "lower case letters, digits and underscore").optional(),
    ephemeral: z.boolean().optional(),
    removeAfterSeconds: RemoveAfterSeconds.optional(),
    description: z.string().max(200).default(""),
  })
  .superRefine((value, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (value.type !== "one_time" && value.count !== 1)
      wrong("count", "Only one_time tokens take a count above 1.");
    if (value.type === "batch" && value.maxUses === undefined)
      wrong("maxUses", "A batch token needs maxUses.");
    if (value.type !== "batch" && value.maxUses !== undefined)
      wrong("maxUses", "Only batch tokens take maxUses.");
    if (value.type === "cluster" && !value.clusterName)
      wrong("clusterName", "A cluster token needs clusterName.");
    if (value.type !== "cluster" && value.clusterName)
      wrong("clusterName", "Only cluster tokens take clusterName.");
  });
export type CreateTokens = z.infer<typeof CreateTokens>;

const When = z.iso.datetime();

export const TokenView = z.object({
  id: z.uuid(),
  prefix: z.string(),
  type: z.enum(tokenTypes),
  state: z.enum(tokenStates),
  uses: z.number().int(),
  maxUses: z.number().int().nullable(),
  expiresAt: When,
  createdAt: When,
  createdBy: z.string(),
  lastUsedAt: When.nullable(),
  revokedAt: When.nullable(),
  clusterName: z.string().nullable(),
  tags: z.array(z.string()),
  role: z.string().nullable(),
  ephemeral: z.boolean().nullable(),
  removeAfterSeconds: z.number().int().nullable(),
  description: z.string(),
});
export type TokenView = z.infer<typeof TokenView>;

/** The secret is in here once, and never again. */
export const CreatedTokens = z.object({
  tokens: z.array(TokenView.extend({ token: z.string() })),
});

export const TokenDetail = TokenView.extend({
  sensors: z.array(
    z.object({ id: z.uuid(), name: z.string(), enrolledAt: When, departedAt: When.nullable() }),
  ),
});

export const ListTokens = z.strictObject({
  state: z.enum(tokenStates).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListTokens = z.infer<typeof ListTokens>;
export const TokenPage = z.object({
  items: z.array(TokenView),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export const OneToken = z.strictObject({ id: z.uuid() });
