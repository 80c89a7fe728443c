import { z } from "zod";

/** What the Console can do about a cause with one click. */
export const fixActions = ["generate_token", "open_token", "license"] as const;
export type FixAction = (typeof fixActions)[number];

const Code = z.string().regex(/^[A-Za-z]{1,64}$/, "a code such as TokenExpired or NoBtf");
/** Attempts that share a cause: the code, and the token if it is one of ours. */
const Group = { code: Code, tokenId: z.uuid().nullish() };
export interface GroupKey {
  readonly code: string;
  readonly tokenId?: string | null | undefined;
}

const paging = {
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(50),
};
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
  });
const When = z.iso.datetime();

export const ListGroups = z.strictObject(paging);
export type ListGroups = z.infer<typeof ListGroups>;

export const AttemptGroup = z.object({
  code: z.string(),
  kind: z.enum(["enrollment", "preflight"]),
  /** "Token expired 3 h ago". */
  title: z.string(),
  /** What the newest attempt was told. */
  detail: z.string(),
  fix: z.object({
    text: z.string(),
    /** What the Console can do about it. */
    action: z.enum(fixActions).nullable(),
    /** To run on the host. */
    command: z.string().nullable(),
  }),
  count: z.number().int(),
  /** Different machines among them, as far as they told. */
  hosts: z.number().int(),
  /** Names of some of them. */
  names: z.array(z.string()),
  firstAt: When,
  lastAt: When,
  tokenId: z.uuid().nullable(),
  /** Null: none, or several that are not known here. */
  tokenPrefix: z.string().nullable(),
});
export type AttemptGroup = z.infer<typeof AttemptGroup>;
export const GroupPage = page(AttemptGroup);

export const AttemptCounts = z.object({ groups: z.number().int(), attempts: z.number().int() });

export const ListAttempts = z.strictObject({ ...Group, ...paging });
export type ListAttempts = z.infer<typeof ListAttempts>;

export const AttemptView = z.object({
  id: z.uuid(),
  at: When,
  detail: z.string(),
  address: z.string(),
  name: z.string().nullable(),
  hostname: z.string().nullable(),
  kernel: z.string().nullable(),
  machineId: z.string().nullable(),
  tokenPrefix: z.string().nullable(),
});
export type AttemptView = z.infer<typeof AttemptView>;
export const AttemptPage = page(AttemptView);

/** What came after `until` was not seen and stays. */
export const DismissAttempts = z.strictObject({ ...Group, until: When.optional() });
export type DismissAttempts = z.infer<typeof DismissAttempts>;
export const Dismissed = z.object({ dismissed: z.number().int(), dismissedAt: When });

/** Undoes one dismissal. */
export const RestoreAttempts = z.strictObject({ ...Group, dismissedAt: When });
export type RestoreAttempts = z.infer<typeof RestoreAttempts>;
export const Restored = z.object({ restored: z.number().int() });
