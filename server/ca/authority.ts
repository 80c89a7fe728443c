import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { issueCertificate, privateKeyFromPem } from "./certificate.ts";
import { seal, unseal } from "./secret-box.ts";

const commonName = "Telovix Console CA";
const lifeYears = 10;
/** Sensors with a clock a little behind must accept a new certificate. */
const skewMs = 5 * 60_000;
/** DESIGN.md, "Identity". */
const sensorLifeMs = 30 * 86_400_000;
const ephemeralLifeMs = 86_400_000;

export interface SensorCertificate {
  readonly pem: string;
  /** Lower-case hex. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** The Console's certificate authority, its key in memory. */
export interface Authority {
  readonly certificatePem: string;
  signSensor(request: {
    publicKey: KeyObject;
    sensorId: string;
    ephemeral: boolean;
    now: Date;
  }): SensorCertificate;
  signServer(request: {
    publicKey: KeyObject;
    names: readonly string[];
    notAfter: Date;
    now: Date;
  }): string;
}

/** Reads the authority, or creates it at the first start. */
export async function openAuthority(deps: {
  db: Db;
  secret: string;
  clock: Clock;
}): Promise<Authority> {
  const { db, secret, clock } = deps;
  const row = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.authority})`;
    const existing = await tx.certificateAuthority.findUnique({ where: { id: 1 } });
    if (existing) return existing;
    const now = clock.now();
    const created = await tx.certificateAuthority.create({ data: newAuthority(secret, now) });
    await appendAudit(tx, now, { action: "ca_created", actor: systemActor, target: "ca" });
    return created;
  });
  const issuer = { commonName, privateKey: privateKeyFromPem(unseal(secret, row.encryptedKey)) };
  return {
    certificatePem: row.certificate,
    signSensor({ publicKey, sensorId, ephemeral, now }) {
      const notBefore = new Date(now.getTime() - skewMs);
      const notAfter = new Date(now.getTime() + (ephemeral ? ephemeralLifeMs : sensorLifeMs));
      const names = [{ type: "uri", value: `telovix:sensor:${sensorId}` }] as const;
      const content = {
        commonName: sensorId,
        publicKey,
        notBefore,
        notAfter,
        usage: "sensor",
        names,
      } as const;
      return { ...issueCertificate(content, issuer), notBefore, notAfter };
    },
    signServer({ publicKey, names, notAfter, now }) {
      const [first = "telovix"] = names;
      const content = {
        commonName: first.slice(0, 64),
        publicKey,
        notBefore: new Date(now.getTime() - skewMs),
        notAfter,
        usage: "server",
        names: names.map((value) => ({ type: isAddress(value) ? "ip" : "dns", value }) as const),
      } as const;
      return issueCertificate(content, issuer).pem;
    },
  };
}

const isAddress = (name: string) => /^[\d.]+$/.test(name) || name.includes(":");

function newAuthority(secret: string, now: Date) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + lifeYears);
  const content = {
    commonName,
    publicKey: createPublicKey(privateKey),
    notBefore: new Date(now.getTime() - skewMs),
    notAfter,
    usage: "authority",
    names: [],
  } as const;
  const { pem } = issueCertificate(content, { commonName, privateKey });
  const keyPem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  return { id: 1, certificate: pem, encryptedKey: seal(secret, keyPem), createdAt: now };
}
