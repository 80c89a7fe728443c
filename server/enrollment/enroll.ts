import { createHash, type KeyObject } from "node:crypto";
import {
  EnrollRequest,
  type EnrollResponse,
  heartbeatSeconds,
} from "../../sensor-agent/src/protocol.ts";
import { appendAudit } from "../audit/append.ts";
import type { Authority, SensorCertificate } from "../ca/authority.ts";
import { readCsr } from "../ca/csr.ts";
import type { Clock } from "../clock.ts";
import type { Db, Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { requireSeat } from "../license/seats.ts";
import { parseToken } from "../tokens/token.ts";
import type { Admission, AdmittingToken } from "./admission.ts";
import { insertSensor } from "./insert-sensor.ts";
import { repeatRefusal, tokenRefusal } from "./refusal.ts";

export interface EnrollDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly authority: Authority;
  /** `wss://host:port/api/v1/sensor/connect` */
  readonly sensorUrl: () => Promise<string>;
}

/**
 * Admits a sensor: redeems the token, inserts the sensor, signs its certificate and audits, all in
 * one transaction. The same token with the same key answers with the same sensor and burns no use.
 * @throws {AppError} the refusals of CONTRACT.md; nothing is written then.
 */
export async function enroll(deps: EnrollDeps, body: unknown): Promise<EnrollResponse> {
  const request = EnrollRequest.parse(body);
  const token = parseToken(request.token);
  if (!token) throw new AppError("InvalidToken", "token: not an enrollment token; copy all of it.");
  const publicKey = readCsr(request.csr);
  const { id, name, ephemeral, certificate } = await deps.db.$transaction(
    (tx) => admit(deps, tx, { request, tokenHash: new Uint8Array(token.hash), publicKey }),
    { maxWait: 10_000, timeout: 15_000 },
  );
  return {
    sensorId: id,
    name,
    certificate: certificate.pem,
    ca: deps.authority.certificatePem,
    sensorUrl: await deps.sensorUrl(),
    heartbeatSeconds,
    ephemeral,
  };
}

async function admit(
  deps: EnrollDeps,
  tx: Tx,
  asked: { request: EnrollRequest; tokenHash: Uint8Array<ArrayBuffer>; publicKey: KeyObject },
): Promise<{ id: string; name: string; ephemeral: boolean; certificate: SensorCertificate }> {
  const { request, publicKey } = asked;
  const now = deps.clock.now();
  const token = await lockToken(tx, asked.tokenHash);
  if (!token) throw new AppError("InvalidToken");
  const publicKeyHash = keyHash(publicKey);
  const known = await findKnown(tx, token.id, publicKeyHash);
  const isRepeat = known !== null && known.departedAt === null;
  const refusal = isRepeat ? repeatRefusal(token, now) : tokenRefusal(token, now);
  if (refusal) throw new AppError(refusal);
  if (token.clusterName && request.clusterName && token.clusterName !== request.clusterName) {
    throw new AppError("ClusterNameMismatch", `The token is for cluster ${token.clusterName}.`);
  }
  const admission: Admission = { token, request, publicKeyHash, now };
  const sensor = isRepeat ? known : await insertSensor(tx, admission, known?.id ?? null);
  if (!isRepeat) await requireSeat(tx, now);
  const certificate = deps.authority.signSensor({
    publicKey,
    sensorId: sensor.id,
    ephemeral: sensor.ephemeral,
    now,
  });
  await record(tx, { sensor, certificate, admission, isRepeat });
  return { ...sensor, certificate };
}

/** The row lock orders everything that one token admits, so a limit cannot be exceeded. */
async function lockToken(
  tx: Tx,
  hash: Uint8Array<ArrayBuffer>,
): Promise<AdmittingToken | undefined> {
  const [token] = await tx.$queryRaw<AdmittingToken[]>`
    SELECT id, prefix, uses, max_uses AS "maxUses", expires_at AS "expiresAt", revoked_at AS "revokedAt",
      cluster_name AS "clusterName", tags, role, ephemeral, remove_after_seconds AS "removeAfterSeconds"
    FROM enrollment_token WHERE hash = ${hash} FOR UPDATE`;
  return token;
}

/** The sensor that this token has enrolled with this key, if any. */
async function findKnown(tx: Tx, tokenId: string, publicKeyHash: Uint8Array<ArrayBuffer>) {
  const [known] = await tx.$queryRaw<Known[]>`
    SELECT id, name, ephemeral, departed_at AS "departedAt" FROM sensor
    WHERE token_id = ${tokenId}::uuid AND public_key_hash = ${publicKeyHash}`;
  return known ?? null;
}

interface Known {
  id: string;
  name: string;
  ephemeral: boolean;
  departedAt: Date | null;
}

const keyHash = (key: KeyObject) =>
  new Uint8Array(
    createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest(),
  );

async function record(
  tx: Tx,
  done: {
    sensor: { id: string; name: string };
    certificate: SensorCertificate;
    admission: Admission;
    isRepeat: boolean;
  },
): Promise<void> {
  const { sensor, certificate, isRepeat } = done;
  const { token, now } = done.admission;
  const { serial, notBefore, notAfter } = certificate;
  await tx.sensorCertificate.create({ data: { serial, sensorId: sensor.id, notBefore, notAfter } });
  if (!isRepeat) await notify(tx, { topic: "sensors", ids: [sensor.id] });
  await appendAudit(tx, now, {
    action: isRepeat ? "sensor_enrollment_repeated" : "sensor_enrolled",
    actor: { kind: "sensor", id: sensor.id, name: sensor.name, role: null },
    target: `sensor:${sensor.id}`,
    details: { tokenId: token.id, tokenPrefix: token.prefix, serial },
  });
}
