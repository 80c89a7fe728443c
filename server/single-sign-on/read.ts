import type { SecretBox } from "../ca/secret-box.ts";
import type { Db, Tx } from "../context.ts";
import type { SingleSignOn } from "../db/generated/client.ts";
import { defaultConfig, SingleSignOnConfig } from "./schema.ts";

/** What is stored, over the defaults: another version may have known more, or less. */
export function storedConfig(row: SingleSignOn | null): SingleSignOnConfig {
  const stored = row?.config;
  const known = Object.keys(defaultConfig);
  const fields = typeof stored === "object" && stored ? Object.entries(stored) : [];
  const kept = Object.fromEntries(fields.filter(([name]) => known.includes(name)));
  return row ? SingleSignOnConfig.parse({ ...defaultConfig, ...kept }) : defaultConfig;
}

export const readRow = (db: Db | Tx): Promise<SingleSignOn | null> =>
  db.singleSignOn.findUnique({ where: { id: 1 } });

/** The configuration in force, with its secret; null: single sign-on is off. Read at every use. */
export async function enabledConfig(
  db: Db,
  secretBox: SecretBox,
): Promise<(SingleSignOnConfig & { clientSecret: string }) | null> {
  const row = await readRow(db);
  const config = storedConfig(row);
  if (!row || !config.isEnabled) return null;
  return { ...config, clientSecret: secretBox.unseal(row.encryptedSecret) };
}
export type EnabledConfig = NonNullable<Awaited<ReturnType<typeof enabledConfig>>>;

/** For the sign-in page: what the button says; null: there is none. */
export function makeLabel(db: Db) {
  return async (): Promise<string | null> => {
    const { isEnabled, label } = storedConfig(await readRow(db));
    return isEnabled ? label : null;
  };
}
