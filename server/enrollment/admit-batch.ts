import { randomUUID } from "node:crypto";
import { type EnrollResponse, heartbeatSeconds } from "../../sensor-agent/src/protocol.ts";
import { type AuditRecord, appendAuditAll } from "../audit/append.ts";
import type { Authority } from "../ca/authority.ts";
import type { Clock } from "../clock.ts";
import type { Db, Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { lockSeats, type Seats } from "../license/seats.ts";
import {
  type Admission,
  type AdmittingToken,
  type Asked,
  boundUid,
  isEphemeral,
  type Known,
} from "./admission.ts";
import { insertSensor } from "./insert-sensor.ts";
import { type Concerned, lockSensors, lockTokens } from "./query.ts";
import { reenroll } from "./reenroll.ts";
import { admissionRefused } from "./refusal.ts";
import { replaceSilent } from "./replace-silent.ts";

export interface EnrollDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly authority: Authority;
  /** `wss://host:port/api/v1/sensor/connect` */
  readonly sensorUrl: () => Promise<string>;
}

/** What every request of a batch shares. */
interface Batch extends Concerned {
  readonly tx: Tx;
  readonly deps: EnrollDeps;
  readonly now: Date;
  readonly tokens: ReadonlyMap<string, AdmittingToken>;
  readonly seats: Seats;
}

interface Admitted {
  readonly response: Omit<EnrollResponse, "sensorUrl">;
  readonly isNew: boolean;
  readonly entries: readonly AuditRecord[];
}

/**
 * Admits sensors in one transaction, which costs little more than one of them alone: the locks of
 * token, seats and audit chain are taken once. A refusal is decided before anything of its request
 * is written. Keys must differ. @returns an answer or a refusal for each, in order.
 */
export async function admitBatch(
  deps: EnrollDeps,
  asked: readonly Asked[],
): Promise<(EnrollResponse | AppError)[]> {
  const now = deps.clock.now();
  const admitted = await deps.db.$transaction(
    async (tx) => {
      const tokens = await lockTokens(tx, asked);
      const concerned = await lockSensors(tx, asked, tokens);
      const seats = await lockSeats(tx, now);
      const batch: Batch = { ...concerned, tx, deps, now, tokens, seats };
      const outcomes: (Admitted | AppError)[] = [];
      for (const one of asked) outcomes.push(await admit(batch, one).catch(refusal));
      const done = outcomes.filter(
        (outcome): outcome is Admitted => !(outcome instanceof AppError),
      );
      const ids = done.filter(({ isNew }) => isNew).map(({ response }) => response.sensorId);
      await notify(tx, { topic: "sensors", ids });
      await appendAuditAll(
        tx,
        now,
        done.flatMap(({ entries }) => entries),
      );
      return outcomes;
    },
    { maxWait: 20_000, timeout: 30_000 },
  );
  const sensorUrl = await deps.sensorUrl();
  return admitted.map((outcome) =>
    outcome instanceof AppError ? outcome : { ...outcome.response, sensorUrl },
  );
}

function refusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

async function admit(batch: Batch, asked: Asked): Promise<Admitted> {
  const { deps, now, tokens } = batch;
  const { request, publicKey } = asked;
  const token = tokens.get(asked.tokenHash.toString("hex"));
  if (!token) throw new AppError("InvalidToken");
  const publicKeyHash = new Uint8Array(asked.publicKeyHash);
  const known = batch.known.get(asked.publicKeyHash.toString("hex"));
  const isRepeat = known?.departedAt === null && known.tokenId === token.id;
  const refused = admissionRefused({ token, asked, isRepeat, now });
  if (refused) throw refused;
  const sensorId = known?.id ?? randomUUID();
  const ephemeral = isRepeat ? known.ephemeral : isEphemeral({ token, request });
  const certificate = deps.authority.signSensor({ publicKey, sensorId, ephemeral, now });
  const admission = { token, request, publicKeyHash, now, sensorId, certificate };
  const { name, replaced } = isRepeat
    ? { name: await repeat(batch, admission, known), replaced: null }
    : await place(batch, admission, known);
  const entry: AuditRecord = {
    action: isRepeat ? "sensor_enrollment_repeated" : "sensor_enrolled",
    actor: { kind: "sensor", id: sensorId, name, role: null },
    target: `sensor:${sensorId}`,
    details: { tokenId: token.id, tokenPrefix: token.prefix, serial: certificate.serial },
  };
  return {
    isNew: !isRepeat,
    response: {
      ...{ sensorId, name, ephemeral, heartbeatSeconds },
      certificate: certificate.pem,
      ca: deps.authority.certificatePem,
    },
    entries: replaced ? [replaced, entry] : [entry],
  };
}

/** A lost reply is asked for again: only the certificate is new. */
async function repeat(
  { tx }: Batch,
  { certificate }: Admission,
  { id, name }: Known,
): Promise<string> {
  const { serial, notBefore, notAfter } = certificate;
  await tx.sensorCertificate.create({ data: { serial, sensorId: id, notBefore, notAfter } });
  return name;
}

/**
 * Writes the sensor, new or under the id that its key has. It takes a seat, unless it has one, or the
 * record that it replaces gives up its own.
 */
async function place(
  { tx, seats, isHeld }: Batch,
  admission: Admission,
  known: Known | undefined,
): Promise<{ name: string; replaced: AuditRecord | null }> {
  const { request, token } = admission;
  const replaced = !known && isHeld(request) ? await replaceSilent(tx, admission) : null;
  if (!replaced && known?.departedAt !== null) seats.take();
  const name = known ? await reenroll(tx, admission, known) : await insertSensor(tx, admission);
  // The row is locked, so this is what the next request of the batch has to count with.
  token.uses += 1;
  token.clusterUid = boundUid(admission);
  return { name, replaced };
}
