import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { CompactSign, calculateJwkThumbprint, exportJWK } from "jose";
import type { Db } from "../context.ts";

export interface LicenseIssuer {
  readonly kid: string;
  readonly publicKey: string;
  /** A license of this issuer: good, but for `changes`; `undefined` leaves a claim out. */
  license(changes?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
}

/** Somebody who issues licenses, trusted by nobody yet. */
export async function licenseIssuer(): Promise<LicenseIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const kid = await calculateJwkThumbprint(await exportJWK(publicKey));
  return {
    kid,
    publicKey: publicKey.export({ type: "spki", format: "pem" }) as string,
    license: (changes = {}, header = {}) =>
      sign(privateKey, { alg: "EdDSA", kid, ...header }, changes),
  };
}

function sign(key: KeyObject, header: Record<string, unknown>, changes: Record<string, unknown>) {
  const good = {
    iss: "telovix",
    sub: "Example Works",
    jti: "1",
    iat: Date.parse("2026-01-01T00:00:00Z") / 1000,
    exp: Date.parse("2027-01-01T00:00:00Z") / 1000,
    max_protected_nodes: 10,
  };
  const payload = new TextEncoder().encode(JSON.stringify({ ...good, ...changes }));
  return new CompactSign(payload).setProtectedHeader({ alg: "EdDSA", ...header }).sign(key);
}

/** Puts a license for so many nodes in force. */
export async function aLicense(db: Db, nodes: number): Promise<void> {
  const issuer = await licenseIssuer();
  const row = { publicKey: issuer.publicKey, trustedAt: new Date(0), trustedBy: "test" };
  await db.licenseKey.create({ data: { id: issuer.kid, ...row } });
  const token = await issuer.license({ max_protected_nodes: nodes });
  const license = { token, uploadedAt: new Date(0), uploadedBy: "test" };
  await db.license.upsert({ where: { id: 1 }, create: license, update: license });
}
