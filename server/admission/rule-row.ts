import type { Tx } from "../context.ts";
import type { AdmissionRule } from "../db/generated/client.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import type { Content } from "./content.ts";
import { Rule } from "./schema.ts";

export function viewRule(row: AdmissionRule): Rule {
  const { lastError, lastErrorAt, ...fields } = row;
  return Rule.parse({
    ...fields,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastError: lastErrorAt && { at: lastErrorAt.toISOString(), message: lastError ?? "" },
  });
}

/** What of a rule its audit entries show. */
export function auditedRule(row: AdmissionRule): Prisma.InputJsonObject {
  const { action, clusters, enabled, excludeNamespaces, expression } = row;
  const { message, name, namespaces } = row;
  return { name, action, enabled, expression, message, clusters, namespaces, excludeNamespaces };
}

export const contentColumns = (content: Content) => ({
  ...content,
  parameters: content.parameters ? { ...content.parameters } : Prisma.DbNull,
});

/** One change of rules at a time: names stay unique, and their number bounded. */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('admission_rule'))`;
}

/** Of a rule to be changed; `lockRules` came before. @throws {AppError} `NotFound` */
export async function findRule(tx: Tx, id: string): Promise<AdmissionRule> {
  const row = await tx.admissionRule.findUnique({ where: { id } });
  if (row) return row;
  throw new AppError("NotFound", "There is no admission rule with this id.");
}

/** @throws {AppError} `NameTaken` */
export async function refuseTakenName(tx: Tx, name: string, ownId?: string): Promise<void> {
  const others = await tx.admissionRule.count({
    where: { name: { equals: name, mode: "insensitive" }, ...(ownId && { id: { not: ownId } }) },
  });
  if (others > 0) throw new AppError("NameTaken", `name: there is a rule “${name}” already.`);
}
