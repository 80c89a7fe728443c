import { X509Certificate } from "node:crypto";
import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import { publicKeyPin } from "../ca/pin.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { publicUrl } from "../settings/public-url.ts";

export const ConsoleInfo = z.object({
  publicUrl: z.string(),
  /** PEM of the Console CA, its base64 for Helm's `caBundle`, and its SHA-256 fingerprint. */
  caCertificate: z.string(),
  caBundle: z.string(),
  caFingerprint: z.string(),
  install: z.object({
    installUrl: z.string(),
    /** For `curl --pinnedpubkey`; null when TELOVIX_TLS_CERT brings a certificate of its own. */
    pin: z.string().nullable(),
  }),
});

/** What the browser needs to show an install command and the CA certificate. */
export async function consoleInfo(ctx: Ctx): Promise<z.infer<typeof ConsoleInfo>> {
  authorize(ctx.actor, "read");
  const [url, authority, server] = await Promise.all([
    publicUrl(ctx.db, ctx.config),
    ctx.db.certificateAuthority.findUnique({ where: { id: 1 } }),
    ctx.db.serverCertificate.findUnique({ where: { id: 1 } }),
  ]);
  if (!authority || !server) throw new AppError("NotReady");
  return {
    publicUrl: url,
    caCertificate: authority.certificate,
    caBundle: Buffer.from(authority.certificate).toString("base64"),
    caFingerprint: new X509Certificate(authority.certificate).fingerprint256,
    install: {
      installUrl: `${url}/api/v1/sensor/install.sh`,
      pin: ctx.config.tls ? null : publicKeyPin(server.certificate),
    },
  };
}
