import { z } from "zod";
import { names, RemoveAfterSeconds } from "../../sensor-agent/src/protocol.ts";
import { Tag, tagsMax } from "../sensors/schema.ts";
import { statuses } from "../sensors/status.ts";
import { namePatternGrammar } from "./name-pattern.ts";
import { parseNetwork } from "./network.ts";

export const tokenTypes = ["one_time", "batch", "cluster"] as const;
export const tokenStates = ["active", "expired", "exhausted", "revoked"] as const;
export type TokenState = (typeof tokenStates)[number];

const ClusterName = z
  .string()
  .regex(
    names.name,
    "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit",
  );

const MaxUses = z.number().int().min(1).max(1_000_000);
/** 60 s to 10 years. */
const TtlSeconds = z.number().int().min(60).max(315_360_000);

/** A network in the one form that it is stored in. */
const Network = z.string().transform((text, context) => {
  const network = parseNetwork(text);
  if (network !== null) return network;
  context.addIssue({
    code: "custom",
    message: `“${text.slice(0, 60)}” is no network; write 10.0.0.0/8 or 2001:db8::/32`,
  });
  return z.NEVER;
});
export const networksMax = 32;

/** One line: what would break out of it, or turn it around, is refused. */
const Description = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u,
    "One line of text, without control characters",
  );

export const CreateTokens = z
  .strictObject({
    type: z.enum(tokenTypes),
    /** How many one-time tokens to make. */
    count: z.number().int().min(1).max(1000).default(1),
    /** Default: the setting of the type. */
    ttlSeconds: TtlSeconds.optional(),
    /** Batch tokens: how many sensors may enroll. */
    maxUses: MaxUses.optional(),
    clusterName: ClusterName.optional(),
    /** Default: the setting `enrollment.defaultTags`; `[]` for none. */
    tags: z.array(Tag).max(tagsMax).optional(),
    role: z.string().regex(names.role, "lower case letters, digits and underscore").optional(),
    ephemeral: z.boolean().optional(),
    removeAfterSeconds: RemoveAfterSeconds.optional(),
    /** What the name that a sensor asks for must match: `*` is any run, `?` any one character. */
    namePattern: z
      .string()
      .regex(namePatternGrammar, "1–128 letters, digits, dot, dash, underscore, * or ?")
      .optional(),
    /** Networks that sensors may enroll from; a bare address is a network of one. Empty: any. */
    allowedCidrs: z
      .array(Network)
      .max(networksMax)
      .default([])
      .transform((networks) => [...new Set(networks)]),
    description: Description.default(""),
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
  /** UID of the cluster that claimed it first, and that alone it admits from now on. */
  clusterUid: z.uuid().nullable(),
  tags: z.array(z.string()),
  role: z.string().nullable(),
  ephemeral: z.boolean().nullable(),
  removeAfterSeconds: z.number().int().nullable(),
  namePattern: z.string().nullable(),
  allowedCidrs: z.array(z.string()),
  /** The token that takes this one's place; this one ends soon. */
  replacedById: z.uuid().nullable(),
  /** Active, but 30, 7 or 1 days before its end; see `reachedNotice`. */
  expiring: z.boolean(),
  description: z.string(),
});
export type TokenView = z.infer<typeof TokenView>;

/** The secret is in here once, and never again. */
export const CreatedTokens = z.object({
  tokens: z.array(TokenView.extend({ token: z.string() })),
});
export type CreatedToken = z.infer<typeof CreatedTokens>["tokens"][number];

const Relative = z.object({ id: z.uuid(), prefix: z.string() });

/** A row of a token's ledger: a sensor that it enrolled, as it is now. */
export const TokenSensor = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum([...statuses, "departed"]),
  enrolledAt: When,
  departed: z.object({ at: When, reason: z.string(), by: z.string() }).nullable(),
});
export type TokenSensor = z.infer<typeof TokenSensor>;

export const TokenDetail = TokenView.extend({
  /** Of the sensors that it enrolled and whose records are kept. */
  counts: z.object({ live: z.number().int(), departed: z.number().int() }),
  /** The newest; the ledger has all. */
  sensors: z.array(TokenSensor),
  replaces: Relative.nullable(),
  replacedBy: Relative.nullable(),
});
export type TokenDetail = z.infer<typeof TokenDetail>;

const Page = {
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(50),
};
const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
  });

export const ListTokens = z.strictObject({
  state: z.enum(tokenStates).optional(),
  /** Only those whose end is near. */
  expiring: z.boolean().optional(),
  ...Page,
});
export type ListTokens = z.infer<typeof ListTokens>;
export const TokenPage = pageOf(TokenView);

export const ListTokenSensors = z.strictObject({
  id: z.uuid(),
  /** Left out: both. */
  departed: z.boolean().optional(),
  ...Page,
});
export type ListTokenSensors = z.infer<typeof ListTokenSensors>;
export const TokenSensorPage = pageOf(TokenSensor);

export const OneToken = z.strictObject({ id: z.uuid() });

export const overlapSecondsDefault = 3_600;
export const RotateToken = z.strictObject({
  id: z.uuid(),
  /** How long the old token still admits; its end is never moved later. */
  overlapSeconds: z.number().int().min(0).max(2_592_000).default(overlapSecondsDefault),
  /** Default: the whole lifetime of the old token. */
  ttlSeconds: TtlSeconds.optional(),
});
export type RotateToken = z.infer<typeof RotateToken>;
/** The new token with its secret, once, and the old one as it is now. */
export const RotatedToken = CreatedTokens.extend({ replaced: TokenView });
