import { generateKeyPairSync } from "node:crypto";
import { CompactSign } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { type LicenseIssuer, licenseIssuer } from "../testing/license.ts";
import { getLicense } from "./get.ts";
import { removeLicense } from "./remove.ts";
import { uploadLicense } from "./upload.ts";

let database: TestDatabase;
let issuer: LicenseIssuer;
let installation: string;
const clock = testClock();
const ctx = (role: "admin" | "operator" | "viewer" = "admin") => testCtx(database.db, role, clock);
const upload = (license: string) => uploadLicense(ctx(), { license });
const at = (time: string) => Date.parse(time) / 1000;

beforeAll(async () => {
  database = await testDatabase();
  issuer = await licenseIssuer();
  const { kid: id, publicKey } = issuer;
  const trusted = { trustedAt: new Date(0), trustedBy: "test" };
  await database.db.licenseKey.create({ data: { id, publicKey, ...trusted } });
  // The first enrollment makes the CA, by which an installation is known.
  await aSensor(ctx(), { name: "one" });
  ({ installation } = await getLicense(ctx()));
});
beforeEach(() => database.db.license.deleteMany());
afterAll(() => database[Symbol.asyncDispose]());

describe("a good license", () => {
  it("is in force at once, and audited without its text", async () => {
    const license = await issuer.license({ max_protected_nodes: 250, jti: "L-7" });
    const view = await upload(license);
    expect(view).toMatchObject({
      state: "valid",
      problem: null,
      customer: "Example Works",
      maxProtectedNodes: 250,
      limit: 250,
      expiresAt: "2027-01-01T00:00:00.000Z",
      uploaded: { at: clock.now().toISOString(), by: "admin@test" },
      seats: { taken: 1, stale: 0, offline: 0, ephemeral: 0 },
    });
    await expectAudited(database.db, "license_uploaded", ctx().actor);
    const entry = await database.db.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    expect(entry.target).toBe("license:L-7");
    expect(JSON.stringify(entry.details)).not.toContain(license.slice(-40));
  });

  it("takes the place of the one before, also with a lower limit than is enrolled", async () => {
    await upload(await issuer.license({ max_protected_nodes: 5 }));
    await upload(await issuer.license({ max_protected_nodes: 1 }));
    expect(await database.db.license.count()).toBe(1);
    expect((await getLicense(ctx("viewer"))).limit).toBe(1);
  });

  it("may be bound to this installation, however its fingerprint is written", async () => {
    for (const id of [installation, installation.replaceAll(":", "").toLowerCase()])
      expect((await upload(await issuer.license({ installation: id }))).state).toBe("valid");
  });
});

describe("a bad license", () => {
  const stranger = async () => (await licenseIssuer()).license();
  const other = generateKeyPairSync("ed25519").privateKey;
  const forged = () =>
    new CompactSign(new TextEncoder().encode("{}"))
      .setProtectedHeader({ alg: "EdDSA", kid: issuer.kid })
      .sign(other);
  const changed = async () => {
    const [header, , signature] = (await issuer.license()).split(".");
    const payload = (await issuer.license({ max_protected_nodes: 9999 })).split(".")[1];
    return [header, payload, signature].join(".");
  };
  const unsigned = async () => {
    const head = Buffer.from(JSON.stringify({ alg: "none", kid: issuer.kid }));
    return [head.toString("base64url"), (await issuer.license()).split(".")[1], ""].join(".");
  };
  const cases: [string, () => Promise<string>, RegExp][] = [
    ["no license at all", async () => "hello", /malformed/],
    [
      "two parts",
      async () => (await issuer.license()).split(".").slice(0, 2).join("."),
      /malformed/,
    ],
    ["cut off", async () => (await issuer.license()).slice(0, -8), /signature/],
    ["changed", changed, /signature/],
    ["forged under a trusted key's name", forged, /signature/],
    ["unsigned", unsigned, /malformed/],
    ["of an unknown issuer", stranger, /not trust/],
    ["without a key's name", () => issuer.license({}, { kid: undefined }), /not trust/],
    ["with a key named __proto__", () => issuer.license({}, { kid: "__proto__" }), /not trust/],
    ["expired", () => issuer.license({ exp: at("2026-06-01T12:00:00Z") }), /expired at 2026-06-01/],
    [
      "early",
      () => issuer.license({ nbf: at("2026-06-01T12:00:01Z") }),
      /not valid before 2026-06/,
    ],
    ["for another installation", () => issuer.license({ installation: "AB:CD" }), /another/],
    ["for no nodes", () => issuer.license({ max_protected_nodes: 0 }), /max_protected_nodes/],
    ["for half a node", () => issuer.license({ max_protected_nodes: 0.5 }), /max_protected_nodes/],
    ["for ever", () => issuer.license({ exp: undefined }), /malformed: exp/],
    ["beyond time", () => issuer.license({ exp: 9e15 }), /malformed: exp/],
    ["of another product", () => issuer.license({ iss: "other" }), /malformed: iss/],
    ["for nobody", () => issuer.license({ sub: "" }), /malformed: sub/],
  ];

  it.each(cases)("(%s) is refused with its reason, and the one before stays", async (...one) => {
    const [, make, reason] = one;
    const before = await upload(await issuer.license({ jti: "before" }));
    const entries = await database.db.auditEntry.count();
    const refused = upload(await make());
    await expectRefused(refused, "LicenseInvalid");
    await expect(refused).rejects.toThrow(reason);
    expect(await getLicense(ctx())).toEqual(before);
    expect(await database.db.auditEntry.count()).toBe(entries);
  });
});

describe("a license that no longer holds", () => {
  it("leaves the default limit, and says why", async () => {
    await upload(await issuer.license());
    clock.advance(365 * 86_400_000);
    expect(await getLicense(ctx())).toMatchObject({ state: "expired", limit: 100 });
    clock.advance(-365 * 86_400_000);
    const keys = await database.db.licenseKey.findMany();
    await database.db.licenseKey.deleteMany();
    const { state, problem, limit } = await getLicense(ctx());
    expect([state, limit]).toEqual(["invalid", 100]);
    expect(problem).toMatch(/not trust/);
    await database.db.licenseKey.createMany({ data: keys });
  });

  it("is removed once, and audited once", async () => {
    await upload(await issuer.license({ jti: "gone" }));
    await removeLicense(ctx());
    await expectAudited(database.db, "license_removed", ctx().actor);
    const entries = await database.db.auditEntry.count();
    await removeLicense(ctx());
    expect(await database.db.auditEntry.count()).toBe(entries);
    expect(await getLicense(ctx())).toMatchObject({ state: "default", limit: 100, uploaded: null });
  });
});

it("is for admins to change", async () => {
  const license = await issuer.license();
  for (const role of ["viewer", "operator"] as const) {
    await expectRefused(uploadLicense(ctx(role), { license }), "Forbidden");
    await expectRefused(removeLicense(ctx(role)), "Forbidden");
  }
});
