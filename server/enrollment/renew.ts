import { RenewRequest } from "../../sensor-agent/src/protocol.ts";
import { appendAudit } from "../audit/append.ts";
import { readCsr } from "../ca/csr.ts";
import type { EnrollDeps } from "./admit-batch.ts";
import type { SensorIdentity } from "./identify.ts";

/** A new certificate for an enrolled sensor; the old one stays valid until it expires. */
export async function renew(
  deps: EnrollDeps,
  sensor: SensorIdentity,
  body: unknown,
): Promise<{ certificate: string }> {
  const publicKey = readCsr(RenewRequest.parse(body).csr);
  const now = deps.clock.now();
  const { id: sensorId, ephemeral, name } = sensor;
  const { pem, serial, notBefore, notAfter } = deps.authority.signSensor({
    publicKey,
    sensorId,
    ephemeral,
    now,
  });
  await deps.db.$transaction(async (tx) => {
    await tx.sensorCertificate.create({ data: { serial, sensorId, notBefore, notAfter } });
    await appendAudit(tx, now, {
      action: "certificate_renewed",
      actor: { kind: "sensor", id: sensorId, name, role: null },
      target: `sensor:${sensorId}`,
      details: { serial, notAfter: notAfter.toISOString() },
    });
  });
  return { certificate: pem };
}
