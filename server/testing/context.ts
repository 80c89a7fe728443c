import { pino } from "pino";
import type { Role } from "../auth/role.ts";
import { makeSecretBox } from "../ca/secret-box.ts";
import type { Clock } from "../clock.ts";
import { parseConfig } from "../config.ts";
import type { Ctx, Db } from "../context.ts";
import { testSecret } from "./enrollment.ts";

/** A clock that stands still until it is moved. */
export function testClock(start = "2026-06-01T12:00:00Z"): Clock & { advance(ms: number): void } {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    sleep: async (ms) => {
      nowMs += ms;
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** The context of a verb, acting with a role. */
export function testCtx(db: Db, role: Role, clock: Clock = testClock()): Ctx {
  const { config } = parseConfig({ TELOVIX_PUBLIC_URL: "https://console.test:15483" });
  const actor = { kind: "user", id: `the-${role}`, name: `${role}@test`, role } as const;
  const secretBox = makeSecretBox(testSecret);
  return { db, clock, actor, config, secretBox, log: pino({ level: "silent" }) };
}
