import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { aCsr } from "../testing/csr.ts";
import { readCsr } from "./csr.ts";

const openssl = (key: string[]) =>
  execFileSync(
    "openssl",
    ["req", "-new", "-nodes", "-subj", "/CN=evil", "-keyout", "/dev/null", ...key],
    {
      encoding: "utf8",
      stdio: "pipe",
    },
  );
const pem = (bytes: Buffer) =>
  `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
const der = (text: string) => Buffer.from(text.replace(/-----.*-----|\s/g, ""), "base64");

function refused(text: string): string {
  try {
    readCsr(text);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).code;
  }
  return "accepted";
}

describe("readCsr", () => {
  it("reads the sensor's own requests and OpenSSL's", () => {
    expect(readCsr(aCsr().csr).asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
    const other = openssl(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]);
    expect(readCsr(other).asymmetricKeyType).toBe("ec");
  });

  it.each([
    ["nothing", ""],
    ["text", "$(reboot)"],
    ["not ASN.1", pem(Buffer.from("not asn.1 at all"))],
    ["RSA 1024", openssl(["-newkey", "rsa:1024"])],
    ["RSA 2048", openssl(["-newkey", "rsa:2048"])],
    ["another curve", openssl(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"])],
    ["Ed25519", openssl(["-newkey", "ed25519"])],
    ["huge", pem(Buffer.alloc(100_000))],
    ["two requests", aCsr().csr + aCsr().csr],
  ])("refuses %s", (_title, text) => {
    expect(refused(text)).toBe("InvalidCsr");
  });

  it("refuses it cut off anywhere", () => {
    const bytes = der(aCsr().csr);
    for (let length = 0; length < bytes.length; length++) {
      expect(refused(pem(bytes.subarray(0, length)))).toBe("InvalidCsr");
    }
  });

  it("refuses it with any bit of it flipped: the sender must hold the key", () => {
    const bytes = der(aCsr().csr);
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(refused(pem(changed))).toBe("InvalidCsr");
      }),
      { numRuns: 300 },
    );
  });

  it("answers any text with the one documented error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        expect(refused(text)).toBe("InvalidCsr");
      }),
    );
  });
});
