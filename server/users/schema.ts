import { z } from "zod";

/** Roles of people; `provisioner` is for API keys only. */
export const userRoles = ["viewer", "operator", "admin"] as const;
export const UserRole = z.enum(userRoles);
export type UserRole = z.infer<typeof UserRole>;

/** How somebody proves who they are. */
export const signInWays = ["password", "single_sign_on"] as const;

/** A host without a dot will do: `admin@localhost`. */
export const Email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, "An e-mail address");
/** What better-auth asks of a password, wherever one is set. */
export const Password = z.string().min(12).max(128);
/** One line, as it is shown to others. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, "One line of text");

const When = z.iso.datetime();

export const UserView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  /** A role that this version does not know may do nothing. */
  role: z.string(),
  state: z.enum(["enabled", "disabled"]),
  /** Whether sign-in by password asks for a code, too. */
  twoFactor: z.boolean(),
  signsInBy: z.array(z.enum(signInWays)),
  createdAt: When,
  lastSignInAt: When.nullable(),
  disabledAt: When.nullable(),
});
export type UserView = z.infer<typeof UserView>;

const Page = {
  cursor: z.string().max(1000).optional(),
  limit: z.number().int().min(1).max(500).default(50),
};
const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int() });

export const ListUsers = z.strictObject({
  /** Part of the e-mail address or the name. */
  q: z.string().trim().max(200).optional(),
  role: UserRole.optional(),
  ...Page,
});
export type ListUsers = z.infer<typeof ListUsers>;
export const UserPage = pageOf(UserView);

export const OneUser = z.strictObject({ id: z.string().min(1).max(100) });
export type OneUser = z.infer<typeof OneUser>;
export const UpdateUser = z.strictObject({
  ...OneUser.shape,
  name: PersonName.optional(),
  role: UserRole.optional(),
});
export type UpdateUser = z.infer<typeof UpdateUser>;

export const InviteView = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.string(),
  /** `join` makes a user, `reset` sets a user's password anew. */
  kind: z.enum(["join", "reset"]),
  createdAt: When,
  createdBy: z.string(),
  expiresAt: When,
});
export type InviteView = z.infer<typeof InviteView>;

export const ListInvites = z.strictObject(Page);
export type ListInvites = z.infer<typeof ListInvites>;
export const InvitePage = pageOf(InviteView);

export const CreateInvite = z.strictObject({ email: Email, role: UserRole });
export type CreateInvite = z.infer<typeof CreateInvite>;
/** The link carries the secret; it is in here once, and never again. */
export const CreatedInvite = InviteView.extend({ link: z.string() });
export type CreatedInvite = z.infer<typeof CreatedInvite>;
export const OneInvite = z.strictObject({ id: z.uuid() });
export type OneInvite = z.infer<typeof OneInvite>;

/** What the holder of a link sends; no session is needed. */
export const OpenInvite = z.strictObject({ secret: z.string().max(200) });
export const AcceptInvite = z.strictObject({
  ...OpenInvite.shape,
  /** How others see them; a reset leaves the name as it is. */
  name: PersonName.optional(),
  password: Password,
});
export type AcceptInvite = z.infer<typeof AcceptInvite>;
