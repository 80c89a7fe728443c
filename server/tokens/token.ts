import { createHash, randomBytes } from "node:crypto";

const label = "tvx_";
const secretBytes = 32;
/** base64url of 32 bytes, then 6 characters of checksum, so that a cut-off paste is seen as such. */
const shape = /^tvx_[A-Za-z0-9_-]{43}[A-Za-z0-9_-]{6}$/;
const prefixLength = 12;

/** What is kept of a token: enough to find it and to show which one it is. */
export interface TokenIdentity {
  /** The first characters, safe to show. */
  readonly prefix: string;
  /** SHA-256 of the whole text. */
  readonly hash: Buffer;
}

const checksum = (body: string) =>
  createHash("sha256").update(`telovix-token:${body}`).digest("base64url").slice(0, 6);

/** A new token: 256 random bits. The text is given to the admin once and not kept. */
export function generateToken(): TokenIdentity & { token: string } {
  const body = randomBytes(secretBytes).toString("base64url");
  const token = `${label}${body}${checksum(body)}`;
  return { token, ...identity(token) };
}

/** Reads a token's text; null when it is not one, or was cut or mistyped. */
export function parseToken(text: string): TokenIdentity | null {
  if (!shape.test(text)) return null;
  const body = text.slice(label.length, -6);
  return checksum(body) === text.slice(-6) ? identity(text) : null;
}

function identity(token: string): TokenIdentity {
  return {
    prefix: token.slice(0, prefixLength),
    hash: createHash("sha256").update(token).digest(),
  };
}
