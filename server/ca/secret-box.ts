import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { StartError } from "../start-error.ts";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** The key is of high entropy (32+ characters, generated), so HKDF is enough; RFC 5869. */
const keyOf = (secret: string) =>
  Buffer.from(hkdfSync("sha256", secret, "telovix", "database secrets", 32));

/** Encrypts for the database: nonce, tag, ciphertext. */
export function seal(secret: string, plain: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const encrypt = createCipheriv(cipher, keyOf(secret), nonce);
  const body = Buffer.concat([encrypt.update(plain, "utf8"), encrypt.final()]);
  return new Uint8Array(Buffer.concat([nonce, encrypt.getAuthTag(), body]));
}

/** @throws {StartError} when it was sealed with another secret. */
export function unseal(secret: string, sealed: Uint8Array): string {
  const decrypt = createDecipheriv(cipher, keyOf(secret), sealed.subarray(0, nonceBytes));
  decrypt.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const body = decrypt.update(sealed.subarray(nonceBytes + tagBytes));
    return Buffer.concat([body, decrypt.final()]).toString("utf8");
  } catch {
    throw new StartError(
      "TELOVIX_SECRET is not the one that this database was made with. Use the installation's own.",
    );
  }
}

/** Seals and unseals with the installation's TELOVIX_SECRET, without showing it to who does. */
export interface SecretBox {
  seal(plain: string): Uint8Array<ArrayBuffer>;
  /** @throws {StartError} when it was sealed with another secret. */
  unseal(sealed: Uint8Array): string;
}

export function makeSecretBox(secret: string): SecretBox {
  return {
    seal: (plain) => seal(secret, plain),
    unseal: (sealed) => unseal(secret, sealed),
  };
}

/** Where the secret is not at hand: the command line on another machine, the supervisor. */
export const closedSecretBox: SecretBox = { seal: refuse, unseal: refuse };

function refuse(): never {
  throw new StartError("TELOVIX_SECRET is needed for this. Set it to the installation's own.");
}
