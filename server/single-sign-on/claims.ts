import { type UserRole, userRoles } from "../users/schema.ts";
import type { SingleSignOnConfig } from "./schema.ts";

/** What a provider vouches for, signed. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who the provider says it is. */
export interface Person {
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  /** What the claims decide; null: they decide nothing, or grant nothing. */
  readonly role: UserRole | null;
}

/** Why somebody does not come in; keys of the sign-in page's `reason`. */
export type Reason =
  | "cancelled"
  | "disabled"
  | "domain"
  | "late"
  | "no-account"
  | "no-role"
  | "off"
  | "provider"
  | "unverified";

/** The person in the claims, or why that person may not come in. */
export function personOf(claims: Claims, config: SingleSignOnConfig): Person | Reason {
  const { sub, email, email_verified: isVerified, name, preferred_username: login } = claims;
  if (typeof sub !== "string" || sub === "" || typeof email !== "string") return "provider";
  // Some providers write booleans as text; a "false" is one, however it is written.
  const verified = isVerified === undefined ? config.trustsEmail : String(isVerified) === "true";
  const address = email.trim().toLowerCase();
  if (!verified || !/^[^\s@]+@[^\s@]+$/.test(address)) return "unverified";
  const domain = address.slice(address.indexOf("@") + 1);
  if (config.emailDomains.length > 0 && !config.emailDomains.includes(domain)) return "domain";
  const shown = [name, login].find((text) => typeof text === "string" && text.trim() !== "");
  const role = roleOf(claims, config);
  return { subject: sub, email: address, name: plainName(shown ?? address), role };
}

/** The highest role that the claim's values grant. */
function roleOf(claims: Claims, { roleClaim, roleValues }: SingleSignOnConfig): UserRole | null {
  if (roleClaim === "") return null;
  const claim = Object.hasOwn(claims, roleClaim) ? claims[roleClaim] : undefined;
  const held = new Set([claim].flat().filter((value) => typeof value === "string"));
  const fromHighest = [...userRoles].reverse();
  return fromHighest.find((role) => roleValues[role].some((value) => held.has(value))) ?? null;
}

/** One line of at most 100 characters: a provider's users may be called anything. */
const plainName = (text: unknown) =>
  String(text)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, " ")
    .trim()
    .slice(0, 100);
