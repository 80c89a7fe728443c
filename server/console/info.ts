import { readFile } from "node:fs/promises";
import { z } from "zod";
import manifest from "../../package.json" with { type: "json" };
import { authorize } from "../auth/authorize.ts";
import { certificateFacts } from "../ca/facts.ts";
import { publicKeyPin } from "../ca/pin.ts";
import { CertificateFacts } from "../ca/schema.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { publicUrl, sensorUrl } from "../settings/public-url.ts";

export const ConsoleInfo = z.object({
  /** The Console's release, and for how long the process that answers has been up. */
  version: z.string(),
  uptimeSeconds: z.number().int(),
  publicUrl: z.string(),
  /** Where enrolled sensors connect to. */
  sensorUrl: z.string(),
  /** PEM of the Console CA, its base64 for Helm's `caBundle`, and what it says. */
  caCertificate: z.string(),
  caBundle: z.string(),
  ca: CertificateFacts,
  /** What browsers and installers are shown; null: the file of TELOVIX_TLS_CERT cannot be read now. */
  server: CertificateFacts.nullable(),
  /** Brought by TELOVIX_TLS_CERT; otherwise issued, and renewed in time, by the Console CA. */
  isServerOwn: z.boolean(),
  install: z.object({
    installUrl: z.string(),
    /** For `curl --pinnedpubkey`; null when TELOVIX_TLS_CERT brings a certificate of its own. */
    pin: z.string().nullable(),
  }),
});

/** What the browser needs to show an install command and the CA certificate. */
export async function consoleInfo(ctx: Ctx): Promise<z.infer<typeof ConsoleInfo>> {
  authorize(ctx.actor, "read");
  const { db, config } = ctx;
  const [url, sensors, authority, server] = await Promise.all([
    publicUrl(db, config),
    sensorUrl(db, config),
    db.certificateAuthority.findUnique({ where: { id: 1 } }),
    db.serverCertificate.findUnique({ where: { id: 1 } }),
  ]);
  if (!authority || !server) throw new AppError("NotReady");
  return {
    version: manifest.version,
    uptimeSeconds: Math.floor(process.uptime()),
    publicUrl: url,
    sensorUrl: sensors,
    caCertificate: authority.certificate,
    caBundle: Buffer.from(authority.certificate).toString("base64"),
    ca: certificateFacts(authority.certificate),
    server: config.tls ? await ownFacts(config.tls.certFile) : certificateFacts(server.certificate),
    isServerOwn: config.tls !== undefined,
    install: {
      installUrl: `${url}/api/v1/sensor/install.sh`,
      pin: config.tls ? null : publicKeyPin(server.certificate),
    },
  };
}

/** The listener read the file at its start; by now somebody may be replacing it. */
async function ownFacts(file: string): Promise<CertificateFacts | null> {
  try {
    return certificateFacts(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}
