import { type KeyObject, randomUUID } from "node:crypto";
import { CompactSign } from "jose";
import { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { claimTime, LicenseClaims } from "./claims.ts";
import { keyId } from "./key.ts";
import { ownKey } from "./own-key.ts";

const Day = z.iso.date("A day, YYYY-MM-DD (UTC)");

/** Options of `license issue`. */
export const IssueLicense = z.strictObject({
  customer: LicenseClaims.shape.sub,
  nodes: z.coerce.number().pipe(LicenseClaims.shape.max_protected_nodes),
  /** The last day of it; a day ends at midnight UTC. */
  expires: Day,
  /** The first day of it; none: at once. */
  starts: Day.optional(),
  /** The fingerprint of the one installation that takes it; none: every one that trusts the key. */
  installation: z
    .string()
    .regex(
      /^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i,
      "A SHA-256 fingerprint, as Settings > License has it",
    )
    .optional(),
});
export type IssueLicense = z.infer<typeof IssueLicense>;

/** A license that a key has signed. @throws {AppError} when its term is empty or over */
export async function signLicense(
  privateKey: KeyObject,
  input: IssueLicense,
  now: Date,
): Promise<{ token: string; claims: LicenseClaims }> {
  const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;
  const claims: LicenseClaims = {
    iss: "telovix",
    sub: input.customer,
    jti: randomUUID(),
    iat: Math.floor(now.getTime() / 1000),
    ...(input.starts && { nbf: startOf(input.starts) }),
    exp: startOf(input.expires) + 86_400,
    max_protected_nodes: input.nodes,
    ...(input.installation && { installation: input.installation }),
  };
  if (claims.exp <= (claims.nbf ?? claims.iat)) {
    throw new AppError("LicenseInvalid", "It would never be valid: --expires is over by then.");
  }
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "EdDSA", kid: await keyId(privateKey) })
    .sign(privateKey);
  return { token, claims };
}

/** A license that this installation signs for itself, with the key that it makes for the first one. */
export async function issueLicense(ctx: Ctx, input: IssueLicense): Promise<{ token: string }> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const { token, claims } = await signLicense(await ownKey(ctx, tx), input, now);
    await appendAudit(tx, now, {
      action: "license_issued",
      actor: ctx.actor,
      target: `license:${claims.jti}`,
      details: {
        customer: claims.sub,
        maxProtectedNodes: input.nodes,
        expiresAt: claimTime(claims.exp),
      },
    });
    return { token };
  });
}
