import { z } from "zod";
import { roles } from "./role.ts";

/** Who acts, as the pages and the account show it. */
export const Me = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  /** Null: an API key. */
  email: z.string().nullable(),
  /** Whether signing in by password asks for a code, too. */
  twoFactor: z.boolean(),
  /** Without one, they come through single sign-on alone. */
  hasPassword: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const CreateApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(roles),
  /** 60 s to 10 years; left out: it lasts until it is revoked. */
  ttlSeconds: z.number().int().min(60).max(315_360_000).optional(),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;

const When = z.iso.datetime();
export const ApiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  role: z.string(),
  state: z.enum(["active", "expired"]),
  createdAt: When,
  createdBy: z.string(),
  /** Null: it lasts until it is revoked. */
  expiresAt: When.nullable(),
  lastUsedAt: When.nullable(),
  /** The address that it was last used from. */
  lastUsedFrom: z.string().nullable(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

export const ListApiKeys = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListApiKeys = z.infer<typeof ListApiKeys>;
export const ApiKeyPage = z.object({
  items: z.array(ApiKeyView),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
/** The key is in here once, and never again. */
export const CreatedApiKey = z.object({
  id: z.uuid(),
  key: z.string(),
  expiresAt: When.nullable(),
});

export const OwnSession = z.object({
  id: z.string(),
  /** The one that asks. */
  isCurrent: z.boolean(),
  createdAt: When,
  /** Renewed once a day while it is used. */
  lastSeenAt: When,
  expiresAt: When,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type OwnSession = z.infer<typeof OwnSession>;
export const OwnSessions = z.object({
  items: z.array(OwnSession),
  nextCursor: z.null(),
  total: z.number().int(),
});
export const OneSession = z.strictObject({ id: z.string().min(1).max(100) });
