import { createHash, type KeyObject } from "node:crypto";
import { EnrollRequest, type EnrollResponse } from "../../sensor-agent/src/protocol.ts";
import { readCsr } from "../ca/csr.ts";
import { AppError } from "../errors.ts";
import { notStorable, unstorablePath } from "../storable.ts";
import { parseToken } from "../tokens/token.ts";
import type { Asked } from "./admission.ts";
import { admitBatch, type EnrollDeps } from "./admit-batch.ts";

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
  const [outcome] = await admitBatch(deps, [readRequest(body, address)]);
  if (outcome === undefined || outcome instanceof AppError) throw outcome;
  return outcome;
}

/**
 * What is asked, if it reads well: what one sends must not fail the batch that it would come into.
 * @throws {AppError} `InvalidRequest`, `InvalidToken`, `InvalidCsr` or zod's error
 */
export function readRequest(body: unknown, address: string): Asked {
  const request = EnrollRequest.parse(body);
  const unstorable = unstorablePath(request);
  if (unstorable !== null) throw new AppError("InvalidRequest", notStorable(unstorable));
  const token = parseToken(request.token);
  if (!token) throw new AppError("InvalidToken", "token: not an enrollment token; copy all of it.");
  const publicKey = readCsr(request.csr);
  const publicKeyHash = keyHash(publicKey);
  return { request, tokenHash: token.hash, publicKey, publicKeyHash, address };
}

const keyHash = (key: KeyObject) =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest();
