import type { TLSSocket } from "node:tls";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { DepartReason } from "../db/generated/enums.ts";
import { AppError } from "../errors.ts";
import type { InTurn } from "../one-at-a-time.ts";
import { reviveSensor } from "./revive.ts";

/** What who waits for its turn is told when too many do. */
const comeBackSeconds = 5;

export interface SensorIdentity {
  readonly id: string;
  readonly name: string;
  readonly serial: string;
  readonly ephemeral: boolean;
  readonly tags: string[];
  /** What the record says so far, so that a gateway writes only what differs. */
  readonly hasReported: boolean;
  readonly isTerminating: boolean;
  readonly bootId: string | undefined;
}

/** Who holds a certificate, enrolled or not. */
export interface KnownSensor extends SensorIdentity {
  readonly departedReason: DepartReason | null;
}

/**
 * The sensor behind a TLS connection, also one that departed by itself.
 * @throws {AppError} `CertificateRequired`, `CertificateRefused` (another CA, expired, unknown),
 *   `SensorDeleted` when a person deleted it
 */
export async function knownSensor(db: Db, socket: TLSSocket): Promise<KnownSensor> {
  const serial = certificateSerial(socket);
  const row = await db.sensorCertificate.findUnique({
    where: { serial },
    select: {
      sensor: {
        select: {
          id: true,
          name: true,
          ephemeral: true,
          tags: true,
          departedReason: true,
          firstHeartbeatAt: true,
          terminatingAt: true,
          bootIds: true,
        },
      },
    },
  });
  if (!row) throw new AppError("CertificateRefused", "This certificate is not known here.");
  const { firstHeartbeatAt, terminatingAt, bootIds, ...sensor } = row.sensor;
  if (sensor.departedReason === "deleted") throw new AppError("SensorDeleted");
  return {
    ...sensor,
    serial,
    hasReported: firstHeartbeatAt !== null,
    isTerminating: terminatingAt !== null,
    bootId: bootIds.at(-1),
  };
}

/** The enrolled sensor behind a TLS connection. @throws {AppError} as `knownSensor`, and `SensorDeleted` */
export async function identifySensor(db: Db, socket: TLSSocket): Promise<SensorIdentity> {
  const { departedReason, ...sensor } = await knownSensor(db, socket);
  if (departedReason) {
    throw new AppError("SensorDeleted", "The sensor has left; connecting again brings it back.");
  }
  return sensor;
}

/**
 * The sensor that connects. One that departed without a person's doing is revived: nothing that
 * lives is lost. `revivals` has them wait for the license's seats on one connection: the others are
 * for heartbeats. @throws {AppError} as `knownSensor`, `NodeLimitExceeded`, and `NotReady`
 */
export async function welcomeSensor(
  deps: { db: Db; clock: Clock; revivals: InTurn },
  socket: TLSSocket,
): Promise<SensorIdentity> {
  const { departedReason, ...sensor } = await knownSensor(deps.db, socket);
  if (!departedReason) return sensor;
  const { id, name } = sensor;
  const by = { kind: "sensor", id, name, role: null } as const;
  const revive = async () => {
    // The audit entry is written by the revival itself.
    await deps.db.$transaction((tx) =>
      reviveSensor(tx, { id, at: deps.clock.now(), by, action: "sensor_revived" }),
    );
    return true;
  };
  if ((await deps.revivals(revive)) === null) {
    throw new AppError("NotReady", "Too many sensors come back at once.", comeBackSeconds);
  }
  // Read again: the record is not what it was, and may even have been purged meanwhile.
  return identifySensor(deps.db, socket);
}

/** Lower-case hex serial of the verified client certificate. */
function certificateSerial(socket: TLSSocket): string {
  const serial = socket.getPeerCertificate().serialNumber;
  if (!serial) throw new AppError("CertificateRequired");
  if (!socket.authorized) {
    throw new AppError(
      "CertificateRefused",
      `The certificate does not verify: ${socket.authorizationError}.`,
    );
  }
  return serial.toLowerCase();
}
