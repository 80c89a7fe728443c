import { createHash, type KeyObject, randomUUID } from "node:crypto";
import {
  EnrollRequest,
  type EnrollResponse,
  heartbeatSeconds,
} from "../../sensor-agent/src/protocol.ts";
import { appendAudit } from "../audit/append.ts";
import type { Authority } from "../ca/authority.ts";
import { readCsr } from "../ca/csr.ts";
import type { Clock } from "../clock.ts";
import type { Db, Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { requireSeat } from "../license/seats.ts";
import { admissionRefusal } from "../tokens/admits.ts";
import { parseToken } from "../tokens/token.ts";
import { type Admission, type AdmittingToken, isEphemeral } from "./admission.ts";
import { insertSensor } from "./insert-sensor.ts";
import { reenroll } from "./reenroll.ts";
import { repeatRefusal, tokenRefusal } from "./refusal.ts";

export interface EnrollDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly authority: Authority;
  /** `wss://host:port/api/v1/sensor/connect` */
  readonly sensorUrl: () => Promise<string>;
}

/**
 * Admits a sensor: redeems the token, writes the sensor with its certificate and audits, all in one
 * transaction. The same token with the same key answers with the same sensor and burns no use.
 * @param address where the request came from; a token that is bound to networks refuses an unknown one
 * @throws {AppError} the refusals of CONTRACT.md; nothing is written then.
 */
export async function enroll(
  deps: EnrollDeps,
  body: unknown,
  address = "",
): Promise<EnrollResponse> {
  const request = EnrollRequest.parse(body);
  const token = parseToken(request.token);
  if (!token) throw new AppError("InvalidToken", "token: not an enrollment token; copy all of it.");
  const publicKey = readCsr(request.csr);
  const tokenHash = new Uint8Array(token.hash);
  const { certificate, id, ...sensor } = await deps.db.$transaction(
    (tx) => admit(deps, tx, { request, tokenHash, publicKey, address }),
    { maxWait: 10_000, timeout: 15_000 },
  );
  return {
    sensorId: id,
    ...sensor,
    certificate: certificate.pem,
    ca: deps.authority.certificatePem,
    sensorUrl: await deps.sensorUrl(),
    heartbeatSeconds,
  };
}

interface Asked {
  request: EnrollRequest;
  tokenHash: Uint8Array<ArrayBuffer>;
  publicKey: KeyObject;
  address: string;
}

async function admit(deps: EnrollDeps, tx: Tx, asked: Asked) {
  const { request, publicKey } = asked;
  const now = deps.clock.now();
  const token = await lockToken(tx, asked.tokenHash);
  if (!token) throw new AppError("InvalidToken");
  const publicKeyHash = keyHash(publicKey);
  const known = await findKnown(tx, token.id, publicKeyHash);
  const isRepeat = known?.departedAt === null && known.tokenId === token.id;
  requireAdmission(token, asked, isRepeat, now);
  const id = known?.id ?? randomUUID();
  const ephemeral = isRepeat ? known.ephemeral : isEphemeral({ token, request });
  const certificate = deps.authority.signSensor({ publicKey, sensorId: id, ephemeral, now });
  const admission = { token, request, publicKeyHash, now, sensorId: id, certificate };
  const name = isRepeat ? await repeat(tx, admission, known) : await place(tx, admission, known);
  if (!isRepeat) await notify(tx, { topic: "sensors", ids: [id] });
  await appendAudit(tx, now, {
    action: isRepeat ? "sensor_enrollment_repeated" : "sensor_enrolled",
    actor: { kind: "sensor", id, name, role: null },
    target: `sensor:${id}`,
    details: { tokenId: token.id, tokenPrefix: token.prefix, serial: certificate.serial },
  });
  return { id, name, ephemeral, certificate };
}

/** @throws {AppError} what stands against this request with this token */
function requireAdmission(token: AdmittingToken, asked: Asked, isRepeat: boolean, now: Date): void {
  const { request, address } = asked;
  const refusal = isRepeat ? repeatRefusal(token, now) : tokenRefusal(token, now);
  if (refusal) throw new AppError(refusal);
  if (token.clusterName && request.clusterName && token.clusterName !== request.clusterName) {
    throw new AppError("ClusterNameMismatch", `The token is for cluster ${token.clusterName}.`);
  }
  const limit = admissionRefusal(token, { name: request.name, address });
  if (limit) throw new AppError(limit.code, limit.detail);
}

/** A lost reply is asked for again: only the certificate is new. */
async function repeat(tx: Tx, { certificate }: Admission, { id, name }: Known): Promise<string> {
  const { serial, notBefore, notAfter } = certificate;
  await tx.sensorCertificate.create({ data: { serial, sensorId: id, notBefore, notAfter } });
  return name;
}

/** Writes the sensor, new or under the id that its key has, and takes a seat unless it has one. */
async function place(tx: Tx, admission: Admission, known: Known | null): Promise<string> {
  const name = known ? await reenroll(tx, admission, known) : await insertSensor(tx, admission);
  if (known?.departedAt !== null) await requireSeat(tx, admission.now);
  return name;
}

/** The row lock orders everything that one token admits, so a limit cannot be exceeded. */
async function lockToken(
  tx: Tx,
  hash: Uint8Array<ArrayBuffer>,
): Promise<AdmittingToken | undefined> {
  const [token] = await tx.$queryRaw<AdmittingToken[]>`
    SELECT id, prefix, uses, max_uses AS "maxUses", expires_at AS "expiresAt", revoked_at AS "revokedAt",
      cluster_name AS "clusterName", tags, role, ephemeral, remove_after_seconds AS "removeAfterSeconds",
      name_pattern AS "namePattern", allowed_cidrs AS "allowedCidrs"
    FROM enrollment_token WHERE hash = ${hash} FOR UPDATE`;
  return token;
}

interface Known {
  id: string;
  name: string;
  ephemeral: boolean;
  tokenId: string;
  departedAt: Date | null;
}

/** The sensor of this key: the one that this token enrolled, else one that another did. */
async function findKnown(
  tx: Tx,
  tokenId: string,
  publicKeyHash: Uint8Array<ArrayBuffer>,
): Promise<Known | null> {
  const [known] = await tx.$queryRaw<Known[]>`
    SELECT id, name, ephemeral, token_id AS "tokenId", departed_at AS "departedAt" FROM sensor
    WHERE public_key_hash = ${publicKeyHash}
    ORDER BY token_id = ${tokenId}::uuid DESC, departed_at IS NULL DESC LIMIT 1 FOR UPDATE`;
  return known ?? null;
}

const keyHash = (key: KeyObject) =>
  new Uint8Array(
    createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest(),
  );
