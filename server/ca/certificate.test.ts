import { execFileSync } from "node:child_process";
import { createPublicKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { issueCertificate } from "./certificate.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const issuer = { commonName: "Test CA", privateKey };
const now = Date.now();
const life = { notBefore: new Date(now - 60_000), notAfter: new Date(now + 86_400_000) };
const authority = issueCertificate(
  {
    commonName: "Test CA",
    publicKey: createPublicKey(privateKey),
    ...life,
    usage: "authority",
    names: [],
  },
  issuer,
);

function issue(usage: "server" | "sensor", names: { type: "dns" | "ip" | "uri"; value: string }[]) {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return issueCertificate({ commonName: "leaf", publicKey, ...life, usage, names }, issuer);
}

/** What OpenSSL, which wrote none of this, says of a certificate. */
function opensslVerify(pem: string, purpose: string): string {
  const dir = mkdtempSync(join(tmpdir(), "telovix-ca-"));
  writeFileSync(join(dir, "ca.pem"), authority.pem);
  writeFileSync(join(dir, "leaf.pem"), pem);
  const args = [
    "verify",
    "-x509_strict",
    "-purpose",
    purpose,
    "-CAfile",
    join(dir, "ca.pem"),
    join(dir, "leaf.pem"),
  ];
  try {
    return execFileSync("openssl", args, { encoding: "utf8", stdio: "pipe" })
      .replace(/^.*: /, "")
      .trim();
  } catch (error) {
    return String((error as { stderr: string }).stderr);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe("certificates", () => {
  it("verify with OpenSSL for their own purpose and no other", () => {
    const sensor = issue("sensor", [{ type: "uri", value: "telovix:sensor:1" }]);
    const server = issue("server", [
      { type: "dns", value: "localhost" },
      { type: "ip", value: "::1" },
    ]);
    expect(opensslVerify(sensor.pem, "sslclient")).toBe("OK");
    expect(opensslVerify(server.pem, "sslserver")).toBe("OK");
    expect(opensslVerify(sensor.pem, "sslserver")).toContain("purpose");
    expect(opensslVerify(server.pem, "sslclient")).toContain("purpose");
  });

  it("carry their names, and no more than their names", () => {
    const names = [
      { type: "dns", value: "console.test" },
      { type: "ip", value: "127.0.0.1" },
      { type: "ip", value: "::1" },
    ] as const;
    const certificate = new X509Certificate(issue("server", [...names]).pem);
    expect(certificate.subjectAltName).toBe(
      "DNS:console.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
    );
    expect(certificate.checkHost("other.test")).toBeUndefined();
  });

  it("have random, positive, unique serials that the database stores as the peer shows them", () => {
    const issued = Array.from({ length: 200 }, () => issue("sensor", []));
    expect(new Set(issued.map(({ serial }) => serial)).size).toBe(200);
    for (const { pem, serial } of issued) {
      expect(new X509Certificate(pem).serialNumber.toLowerCase()).toBe(serial);
    }
  });

  it("are not accepted from another authority with the same name", () => {
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const content = { commonName: "leaf", publicKey, ...life, usage: "sensor", names: [] } as const;
    const forged = issueCertificate(content, {
      commonName: "Test CA",
      privateKey: other.privateKey,
    });
    expect(opensslVerify(forged.pem, "sslclient")).not.toBe("OK");
  });
});
