import { z } from "zod";
import type { Db } from "../context.ts";

const Id = z.uuid();

/**
 * What the targets of audit entries are called now. Where nothing is there any more, the entry's
 * own details may tell.
 */
export async function targetNames(
  db: Db,
  targets: readonly string[],
): Promise<(target: string, details: Readonly<Record<string, unknown>>) => string | null> {
  const idsOf = (kind: string) =>
    targets
      .filter((target) => target.startsWith(`${kind}:`))
      .map((target) => target.slice(kind.length + 1))
      .filter((id) => Id.safeParse(id).success);
  const [sensors, tokens, webhooks, keys] = await Promise.all([
    db.sensor.findMany({
      where: { id: { in: idsOf("sensor") } },
      select: { id: true, name: true },
    }),
    db.enrollmentToken.findMany({
      where: { id: { in: idsOf("token") } },
      select: { id: true, prefix: true, description: true },
    }),
    db.webhook.findMany({
      where: { id: { in: idsOf("webhook") } },
      select: { id: true, name: true },
    }),
    db.apiKey.findMany({
      where: { id: { in: idsOf("api-key") } },
      select: { id: true, name: true },
    }),
  ]);
  const names = new Map<string, string>([
    ...sensors.map(({ id, name }) => [`sensor:${id}`, name] as const),
    ...tokens.map(
      ({ id, prefix, description }) =>
        [`token:${id}`, description ? `${description} (${prefix}…)` : `${prefix}…`] as const,
    ),
    ...webhooks.map(({ id, name }) => [`webhook:${id}`, name] as const),
    ...keys.map(({ id, name }) => [`api-key:${id}`, name] as const),
  ]);
  return (target, details) =>
    names.get(target) ?? (typeof details.name === "string" ? details.name : null);
}
