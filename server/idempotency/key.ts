import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { AppError, type ErrorCode, errorTable } from "../errors.ts";

/** How long a key stands for its first answer. */
export const keptHours = 24;
const grammar = /^[\x21-\x7e]{1,255}$/;

/** @throws {AppError} `InvalidRequest` */
export function idempotencyKey(request: IncomingMessage): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key === "string" && grammar.test(key)) return key;
  throw new AppError("InvalidRequest", "Idempotency-Key: 1–255 visible ASCII characters.");
}

/** What makes two requests the same: path and input, however the JSON was laid out. */
export function fingerprint(url: URL, input: unknown): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify([url.pathname, sorted(input ?? {})]);
  return new Uint8Array(createHash("sha256").update(text).digest());
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, part]) => [name, sorted(part)]);
}

/**
 * Whether a refusal is this key's answer from now on. What says nothing about the action itself (who
 * asks, a typing mistake, our own failure) is not: the corrected request may use the key again.
 */
export function isFinal(code: ErrorCode): boolean {
  const [status] = errorTable[code];
  return ![401, 403, 429].includes(status) && status < 500 && code !== "InvalidRequest";
}
