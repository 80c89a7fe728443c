import { randomBytes } from "node:crypto";

/** What a receiver verifies signatures with, in the form of Standard Webhooks. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}
