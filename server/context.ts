import type { Logger } from "pino";
import type { Role } from "./auth/role.ts";
import type { SecretBox } from "./ca/secret-box.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { PrismaClient } from "./db/generated/client.ts";

export type Db = PrismaClient;
/** A Prisma client inside `db.$transaction(…)`. */
export type Tx = Parameters<Parameters<Db["$transaction"]>[0]>[0];

/** Who acts. `role` is what guards and verbs check; sensors and the system have none. */
export interface Actor {
  readonly kind: "user" | "api-key" | "sensor" | "system";
  readonly id: string;
  readonly name: string;
  readonly role: Role | null;
  /** The session that a user acts in. */
  readonly sessionId?: string;
}

/** What every verb gets: `verb(ctx, input)`. */
export interface Ctx {
  readonly db: Db;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly log: Logger;
  readonly config: Config;
  readonly secretBox: SecretBox;
}

export const systemActor: Actor = { kind: "system", id: "system", name: "system", role: null };
