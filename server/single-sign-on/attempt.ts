import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { SecretBox } from "../ca/secret-box.ts";

/** What a browser carries, sealed, from the start to the callback: it is of this browser alone. */
const Attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  /** PKCE, RFC 7636. */
  verifier: z.string(),
  issuer: z.string(),
  /** A path of this site. */
  next: z.string(),
  startedAt: z.iso.datetime(),
});
export type Attempt = z.infer<typeof Attempt>;

export const attemptSeconds = 600;
const random = () => randomBytes(32).toString("base64url");

export function newAttempt(begin: { issuer: string; next: string; now: Date }): Attempt {
  const { issuer, next, now } = begin;
  const secrets = { state: random(), nonce: random(), verifier: random() };
  return { ...secrets, issuer, next, startedAt: now.toISOString() };
}

export const challengeOf = ({ verifier }: Attempt) =>
  createHash("sha256").update(verifier).digest("base64url");

export function sealAttempt(secretBox: SecretBox, attempt: Attempt): string {
  return Buffer.from(secretBox.seal(JSON.stringify(attempt))).toString("base64url");
}

/** Null: none, not ours, or too old. */
export function unsealAttempt(
  secretBox: SecretBox,
  sealed: string | null | undefined,
  now: Date,
): Attempt | null {
  try {
    const text = secretBox.unseal(Buffer.from(sealed ?? "", "base64url"));
    const attempt = Attempt.parse(JSON.parse(text));
    const ageMs = now.getTime() - Date.parse(attempt.startedAt);
    return ageMs <= attemptSeconds * 1000 ? attempt : null;
  } catch {
    return null;
  }
}
