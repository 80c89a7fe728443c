import { randomUUID } from "node:crypto";
import { type AuditRecord, appendAuditAll } from "../audit/append.ts";
import { asActor } from "../auth/as-actor.ts";
import { storedEmail } from "../auth/email.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor, type Tx } from "../context.ts";
import type { User } from "../db/generated/client.ts";
import { isLastAdmin, lockUsers } from "../users/query.ts";
import type { Person, Reason } from "./claims.ts";
import type { SingleSignOnConfig } from "./schema.ts";

export const providerId = "single-sign-on";

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
}
interface Found {
  readonly user: User;
  readonly records: readonly AuditRecord[];
}

/**
 * The user that a person of the provider is: known by subject, else by the verified address, else
 * new. Claims decide on the role at every sign-in, if they are to.
 */
export async function signInPerson(
  { db, clock }: Deps,
  config: SingleSignOnConfig,
  person: Person,
): Promise<User | Reason> {
  const decides = config.roleClaim !== "";
  const role = person.role ?? config.defaultRole;
  if (decides && role === null) return "no-role";
  return db.$transaction(async (tx) => {
    await lockUsers(tx);
    const found = await findUser(tx, config, person);
    if (found === "no-account") return found;
    const known = found ?? (await createUser(tx, person, role ?? "viewer"));
    if (known.user.disabledAt) return "disabled";
    const { user, records } = decides && role ? await giveRole(tx, known, role) : known;
    const accountId = accountOf(config, person);
    const data = { id: randomUUID(), providerId, accountId, userId: user.id };
    await tx.account.createMany({ data, skipDuplicates: true });
    const now = clock.now();
    const signedIn = await tx.user.update({ where: { id: user.id }, data: { lastSignInAt: now } });
    const entry = {
      actor: asActor(user),
      target: `user:${user.id}`,
      details: { by: config.label },
    };
    await appendAuditAll(tx, now, [...records, { action: "signed_in", ...entry }]);
    return signedIn;
  });
}

/** Subjects are unique within an issuer only (Core §2). */
const accountOf = ({ issuer }: SingleSignOnConfig, { subject }: Person) => `${issuer} ${subject}`;

async function findUser(
  tx: Tx,
  config: SingleSignOnConfig,
  person: Person,
): Promise<Found | "no-account" | null> {
  const accountId = accountOf(config, person);
  const where = { providerId_accountId: { providerId, accountId } };
  const account = await tx.account.findUnique({ where, include: { user: true } });
  if (account) return { user: account.user, records: [] };
  const user = await tx.user.findUnique({ where: { email: storedEmail(person.email) } });
  if (!user) return config.createsUsers ? null : "no-account";
  // The address went to somebody else meanwhile: what was another person's is not handed over.
  const prefix = { startsWith: `${config.issuer} ` };
  const other = { userId: user.id, providerId, accountId: prefix };
  return (await tx.account.count({ where: other })) > 0 ? "no-account" : { user, records: [] };
}

async function createUser(tx: Tx, person: Person, role: string): Promise<Found> {
  const { name } = person;
  const email = storedEmail(person.email);
  const data = { id: randomUUID(), name, email, role, emailVerified: true };
  const user = await tx.user.create({ data });
  const details = { email: person.email, role, by: "single sign-on" };
  const target = `user:${user.id}`;
  return { user, records: [{ action: "user_created", actor: systemActor, target, details }] };
}

/** The provider's word, except where nobody could administer any more. */
async function giveRole(tx: Tx, found: Found, role: string): Promise<Found> {
  const { user, records } = found;
  if (user.role === role || (await isLastAdmin(tx, user))) return found;
  const changed = await tx.user.update({ where: { id: user.id }, data: { role } });
  const details = {
    ...{ email: user.email, by: "single sign-on" },
    ...{ before: { role: user.role }, after: { role } },
  };
  const entry = { actor: systemActor, target: `user:${user.id}`, details };
  return { user: changed, records: [...records, { action: "user_changed", ...entry }] };
}
