import { X509Certificate } from "node:crypto";
import type { Db, Tx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { LicenseClaims } from "./claims.ts";
import { type Trust, verifyLicense } from "./verify.ts";

export interface Licensing {
  /** Seats taken, as the transaction sees them. */
  readonly taken: number;
  /** Null: there is none, or it does not verify. */
  readonly license: LicenseClaims | null;
  /** Why the stored license does not verify: its key is no longer trusted, or it came from elsewhere. */
  readonly problem: string | null;
  readonly trust: Trust;
  readonly uploaded: { readonly at: Date; readonly by: string } | null;
}

interface Row {
  taken: number;
  token: string | null;
  uploadedAt: Date | null;
  uploadedBy: string | null;
  keys: Record<string, string> | null;
  ca: string | null;
}

/** Seats and the stored license, verified afresh, in one round trip. */
export async function readLicensing(db: Db | Tx): Promise<Licensing> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s.taken, l.token, l.uploaded_at AS "uploadedAt", l.uploaded_by AS "uploadedBy",
      (SELECT json_object_agg(id, public_key) FROM license_key) AS keys,
      (SELECT certificate FROM certificate_authority) AS ca
    FROM seat s LEFT JOIN license l ON TRUE`;
  if (!row) throw new Error("The seat counter has no row.");
  const { taken, token, uploadedAt, uploadedBy, keys, ca } = row;
  const trust: Trust = {
    keys: keys ?? {},
    installation: () => (ca ? new X509Certificate(ca).fingerprint256 : ""),
  };
  const uploaded = uploadedAt && uploadedBy ? { at: uploadedAt, by: uploadedBy } : null;
  return { taken, trust, uploaded, ...(await check(token, trust)) };
}

async function check(token: string | null, trust: Trust) {
  if (token === null) return { license: null, problem: null };
  return verifyLicense(token, trust).then(
    (license) => ({ license, problem: null }),
    (error: unknown) => {
      if (error instanceof AppError) return { license: null, problem: error.message };
      throw error;
    },
  );
}
