import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { issueCertificate } from "./certificate.ts";
import { certificateFacts } from "./facts.ts";

it("reads what a certificate says", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const content = {
    commonName: "console.example",
    publicKey: createPublicKey(privateKey),
    notBefore: new Date("2026-06-01T12:00:00Z"),
    notAfter: new Date("2026-09-01T12:00:00Z"),
    usage: "server",
    names: [
      { type: "dns", value: "console.example" },
      { type: "ip", value: "10.0.0.1" },
      { type: "ip", value: "::1" },
    ],
  } as const;
  const { pem } = issueCertificate(content, { commonName: "The CA", privateKey });
  expect(certificateFacts(pem)).toEqual({
    subject: "console.example",
    issuer: "The CA",
    names: ["console.example", "10.0.0.1", "::1"],
    notBefore: "2026-06-01T12:00:00.000Z",
    notAfter: "2026-09-01T12:00:00.000Z",
    fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
  });
});
