import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  X509Certificate,
} from "node:crypto";
import { hostname } from "node:os";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor, type Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import type { Authority } from "./authority.ts";
import { seal, unseal } from "./secret-box.ts";

const lifeMs = 90 * 86_400_000;
/** Renewed when this share of its life is over. */
const renewAfter = 2 / 3;

/** What a TLS listener presents. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** The names that the server certificate must carry: the public URL's host, ours, and loopback. */
export function serverNames(publicUrl: string): string[] {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, "");
  return [...new Set([host, hostname(), "localhost", "127.0.0.1", "::1"])];
}

/** Pure: whether a certificate must be made anew now. */
export function isDue(
  certificate: { notAfter: Date; names: string[] },
  names: string[],
  now: Date,
): boolean {
  const renewAt = certificate.notAfter.getTime() - lifeMs * (1 - renewAfter);
  return now.getTime() >= renewAt || names.some((name) => !certificate.names.includes(name));
}

/**
 * The one server certificate of the installation, made or renewed when due. Its key stays the same,
 * so that a pinned public key stays valid; names of other machines are kept beside ours.
 */
export async function serverIdentity(
  deps: { db: Db; authority: Authority; secret: string; clock: Clock },
  publicUrl: string,
): Promise<ServerIdentity> {
  const { db, authority, secret, clock } = deps;
  const row = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.serverCertificate})`;
    const current = await tx.serverCertificate.findUnique({ where: { id: 1 } });
    const names = serverNames(publicUrl);
    if (current && !isDue(current, names, clock.now()) && isOurs(current.certificate, authority))
      return current;
    const now = clock.now();
    const key = current ? unseal(secret, current.encryptedKey) : newKey();
    const all = [...new Set([...names, ...(current?.names ?? [])])];
    const issued = await write(tx, { authority, secret, key, names: all, now });
    await appendAudit(tx, now, {
      action: "server_certificate_issued",
      actor: systemActor,
      target: "server-certificate",
      details: { names: all, notAfter: issued.notAfter.toISOString() },
    });
    return issued;
  });
  return { key: unseal(secret, row.encryptedKey), cert: row.certificate };
}

const isOurs = (certificate: string, authority: Authority) =>
  new X509Certificate(certificate).verify(new X509Certificate(authority.certificatePem).publicKey);

function newKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

async function write(
  tx: Tx,
  made: { authority: Authority; secret: string; key: string; names: string[]; now: Date },
) {
  const { authority, secret, key, names, now } = made;
  const notAfter = new Date(now.getTime() + lifeMs);
  const publicKey = createPublicKey(createPrivateKey(key));
  const certificate = authority.signServer({ publicKey, names, notAfter, now });
  const row = { certificate, encryptedKey: seal(secret, key), names, notAfter };
  return tx.serverCertificate.upsert({ where: { id: 1 }, create: { id: 1, ...row }, update: row });
}
