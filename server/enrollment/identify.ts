import type { TLSSocket } from "node:tls";
import type { Db } from "../context.ts";
import { AppError } from "../errors.ts";

export interface SensorIdentity {
  readonly id: string;
  readonly name: string;
  readonly serial: string;
  readonly ephemeral: boolean;
  readonly tags: string[];
}

/**
 * The enrolled sensor behind a TLS connection.
 * @throws {AppError} `CertificateRequired`, `CertificateRefused` (another CA, expired, unknown), `SensorDeleted`
 */
export async function identifySensor(db: Db, socket: TLSSocket): Promise<SensorIdentity> {
  const serial = certificateSerial(socket);
  const row = await db.sensorCertificate.findUnique({
    where: { serial },
    select: {
      sensor: { select: { id: true, name: true, ephemeral: true, tags: true, departedAt: true } },
    },
  });
  if (!row) throw new AppError("CertificateRefused", "This certificate is not known here.");
  const { departedAt, ...sensor } = row.sensor;
  if (departedAt) throw new AppError("SensorDeleted");
  return { ...sensor, serial };
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
