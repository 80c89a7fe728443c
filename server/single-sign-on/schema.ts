import { z } from "zod";
import { UserRole } from "../users/schema.ts";

const When = z.iso.datetime();
/** What a provider's claim must hold for a role, as in `telovix-admins`. */
const Values = z.array(z.string().trim().min(1).max(200)).max(50);
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "A domain, as in example.com")
  .max(253);

const fields = {
  isEnabled: z.boolean(),
  /** The button says "Sign in with <label>". */
  label: z.string().trim().min(1).max(40),
  /** Where the provider is; `/.well-known/openid-configuration` below it describes it. */
  issuer: z
    .string()
    .trim()
    .max(500)
    .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""), "An https:// URL"),
  clientId: z.string().trim().min(1).max(300),
  /** Separated by spaces. */
  scopes: z
    .string()
    .trim()
    .max(300)
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, "Starts with openid, separated by spaces"),
  /** Of the addresses that may sign in; empty: all. */
  emailDomains: z.array(Domain).max(50),
  /** Whether who is no user yet becomes one. */
  createsUsers: z.boolean(),
  /** For providers that verify addresses and do not say so (`email_verified`). */
  trustsEmail: z.boolean(),
  /** The claim that decides on the role at every sign-in, as in `groups`; empty: none does. */
  roleClaim: z.string().trim().max(100),
  /** The highest role that one of the claim's values grants. */
  roleValues: z.strictObject({ admin: Values, operator: Values, viewer: Values }),
  /** Of new users, and where no value grants a role; null: those are refused. */
  defaultRole: UserRole.nullable(),
  /** PEM of the CA that signed the provider's certificate, where no public one did. */
  caCertificate: z
    .string()
    .trim()
    .max(20_000)
    .refine((pem) => pem === "" || /^-----BEGIN CERTIFICATE-----/.test(pem), "A PEM certificate"),
};

/** How people come in through an identity provider (OpenID Connect). */
export const SingleSignOnConfig = z.strictObject(fields);
export type SingleSignOnConfig = z.infer<typeof SingleSignOnConfig>;

export const defaultConfig: SingleSignOnConfig = {
  isEnabled: false,
  label: "single sign-on",
  issuer: "",
  clientId: "",
  scopes: "openid email profile",
  emailDomains: [],
  createsUsers: true,
  trustsEmail: false,
  roleClaim: "",
  roleValues: { admin: [], operator: [], viewer: [] },
  defaultRole: "viewer",
  caCertificate: "",
};

/** Never the client secret. */
export const SingleSignOnView = z.object({
  ...fields,
  issuer: z.string(),
  clientId: z.string(),
  hasClientSecret: z.boolean(),
  /** What the provider has to be told as redirect URI. */
  callbackUrl: z.string(),
  updatedAt: When.nullable(),
  updatedBy: z.string().nullable(),
});
export type SingleSignOnView = z.infer<typeof SingleSignOnView>;

export const UpdateSingleSignOn = z
  .strictObject({
    ...fields,
    /** Left out: the stored one stays. */
    clientSecret: z.string().trim().min(1).max(1000).optional(),
  })
  .refine(({ roleClaim, defaultRole }) => roleClaim !== "" || defaultRole !== null, {
    path: ["defaultRole"],
    message: "Without a claim that decides, new users need a role.",
  });
export type UpdateSingleSignOn = z.infer<typeof UpdateSingleSignOn>;

export const TestSingleSignOn = z.strictObject({
  issuer: fields.issuer,
  caCertificate: fields.caCertificate.default(""),
});
export type TestSingleSignOn = z.infer<typeof TestSingleSignOn>;
/** What the provider says of itself, or why it cannot be used. */
export const TestedSingleSignOn = z.object({
  ok: z.boolean(),
  problem: z.string().nullable(),
  authorizationEndpoint: z.string().nullable(),
  keys: z.number().int(),
});
export type TestedSingleSignOn = z.infer<typeof TestedSingleSignOn>;
