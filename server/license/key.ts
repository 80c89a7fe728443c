import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { calculateJwkThumbprint, exportJWK } from "jose";
import { AppError } from "../errors.ts";

export interface KeyPair {
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  /** PEM, SPKI. */
  readonly publicKey: string;
}

/** A new Ed25519 key pair to sign licenses with; RFC 8032. */
export const newKeyPair = (): KeyPair =>
  generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });

/** RFC 7638 thumbprint of the public half: what a license names in its header as `kid`. */
export async function keyId(key: KeyObject): Promise<string> {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  return calculateJwkThumbprint(await exportJWK(publicKey));
}

/** @throws {AppError} `LicenseInvalid` */
export const readPrivateKey = (pem: string): KeyObject =>
  ed25519("private", () => createPrivateKey(pem));

/** @throws {AppError} `LicenseInvalid`; also for a private key, which nobody should hand around. */
export function readPublicKey(pem: string): KeyObject {
  if (pem.includes("PRIVATE KEY")) {
    throw new AppError("LicenseInvalid", "It is a private key. Give the public one (….pub.pem).");
  }
  return ed25519("public", () => createPublicKey(pem));
}

function ed25519(kind: "private" | "public", read: () => KeyObject): KeyObject {
  const wrong = new AppError("LicenseInvalid", `It is not a PEM file with an Ed25519 ${kind} key.`);
  try {
    const key = read();
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    throw wrong;
  }
  throw wrong;
}
