import { openAuthority } from "../ca/authority.ts";
import type { Clock } from "../clock.ts";
import type { Ctx } from "../context.ts";
import type { EnrollDeps } from "../enrollment/admit-batch.ts";
import { enroll } from "../enrollment/enroll.ts";
import { createTokens } from "../tokens/create.ts";
import { CreateTokens } from "../tokens/schema.ts";
import { aCsr } from "./csr.ts";

export const testSecret = "a-secret-for-tests-only-0123456789abcdef";

export async function enrollDeps(ctx: Ctx, clock: Clock = ctx.clock): Promise<EnrollDeps> {
  const { db } = ctx;
  const authority = await openAuthority({ db, secret: testSecret, clock });
  const sensorUrl = async () => "wss://console.test:15484/api/v1/sensor/connect";
  return { db, clock, authority, sensorUrl };
}

/** A token's secret, made by the verb. */
export async function aToken(ctx: Ctx, input: object = { type: "one_time" }): Promise<string> {
  const { tokens } = await createTokens(ctx, CreateTokens.parse(input));
  const [first] = tokens;
  if (!first) throw new Error("no token");
  return first.token;
}

/** The body of an enrollment, as a sensor sends it. */
export function aRequest(token: string, changes: object = {}) {
  return {
    token,
    csr: aCsr().csr,
    name: "web-1",
    hostname: "web-1",
    tags: ["env:lab"],
    facts: { arch: "amd64", kernel: "6.1.0", os: "Debian 12", version: "0.1.0" },
    ...changes,
  };
}

/** Enrolls one sensor with a token of its own. */
export async function aSensor(
  ctx: Ctx,
  changes: object = {},
): Promise<{ id: string; name: string }> {
  const deps = await enrollDeps(ctx);
  const answer = await enroll(deps, aRequest(await aToken(ctx), changes));
  return { id: answer.sensorId, name: answer.name };
}
