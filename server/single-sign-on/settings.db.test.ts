import { afterAll, beforeAll, expect, it } from "vitest";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { aReceiver } from "../testing/receiver.ts";
import { getSingleSignOn } from "./get.ts";
import { enabledConfig } from "./read.ts";
import { defaultConfig, UpdateSingleSignOn } from "./schema.ts";
import { testSingleSignOn } from "./try-connection.ts";
import { updateSingleSignOn } from "./update.ts";

let database: TestDatabase;
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const given = {
  ...defaultConfig,
  ...{ isEnabled: true, issuer: "https://id.example.com", clientId: "telovix" },
};
const clientSecret = "the provider's own secret";

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

it("is off until it is set; a secret is needed, sealed, and never shown", async () => {
  const { db } = database;
  const before = await getSingleSignOn(admin());
  expect(before).toMatchObject({ isEnabled: false, hasClientSecret: false });
  expect(before.callbackUrl).toBe("https://console.test:15483/api/auth/single-sign-on/callback");
  await expectRefused(updateSingleSignOn(admin(), given), "InvalidRequest");
  const after = await updateSingleSignOn(admin(), { ...given, clientSecret });
  await expectAudited(db, "single_sign_on_changed", admin().actor);
  expect(after).toMatchObject({ isEnabled: true, hasClientSecret: true });
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT to_jsonb(s)::text || (SELECT string_agg(details::text, '') FROM audit_entry) AS text
    FROM single_sign_on s`;
  expect(rows[0]?.text).not.toContain(clientSecret);
  expect(JSON.stringify(after)).not.toContain(clientSecret);
  expect(await enabledConfig(db, admin().secretBox)).toMatchObject({ clientSecret });
});

it("keeps the secret for the same issuer, and asks for it again for another", async () => {
  await updateSingleSignOn(admin(), { ...given, clientSecret });
  await updateSingleSignOn(admin(), { ...given, label: "Example" });
  expect(await enabledConfig(database.db, admin().secretBox)).toMatchObject({ clientSecret });
  const other = { ...given, issuer: "https://evil.example.com" };
  await expectRefused(updateSingleSignOn(admin(), other), "InvalidRequest");
});

it.each(["http://id.example.com", "https://10.0.0.1", "https://[::1]:8443", "ftp://x"])(
  "%s is no issuer while private addresses are not allowed",
  async (issuer) => {
    await expectRefused(
      updateSingleSignOn(admin(), { ...given, issuer, clientSecret }),
      "InvalidRequest",
    );
    const tested = await testSingleSignOn(admin(), { issuer, caCertificate: "" });
    expect(tested).toMatchObject({ ok: false, keys: 0 });
  },
);

it("without a claim that decides, new users need a role", () => {
  const input = { ...given, clientSecret, defaultRole: null };
  expect(UpdateSingleSignOn.safeParse(input).error?.issues[0]?.path).toEqual(["defaultRole"]);
  expect(UpdateSingleSignOn.safeParse({ ...input, roleClaim: "groups" }).success).toBe(true);
});

it("a CA certificate that cannot be read is refused before somebody has to sign in with it", async () => {
  const caCertificate = "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----";
  const input = { ...given, clientSecret, caCertificate };
  await expectRefused(updateSingleSignOn(admin(), input), "InvalidRequest");
  const tested = await testSingleSignOn(admin(), { issuer: given.issuer, caCertificate });
  expect(tested.problem).toContain("CA certificate");
});

it("a provider whose addresses are none is not usable", async () => {
  await updateSettings(admin(), { notifications: { allowPrivateAddresses: true } });
  await using provider = await aReceiver();
  const issuer = `http://127.0.0.1:${provider.port}`;
  const endpoints = { token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, keys: [] };
  const described = { issuer, authorization_endpoint: "/authorize", ...endpoints };
  provider.answer = (response) => void response.end(JSON.stringify(described));
  const tested = await testSingleSignOn(admin(), { issuer, caCertificate: "" });
  expect(tested).toMatchObject({ ok: false, problem: expect.stringContaining("authorization") });
});

it("is an administrator's matter", async () => {
  for (const role of ["viewer", "operator", "provisioner"] as const) {
    const ctx = testCtx(database.db, role, clock);
    await expectRefused(getSingleSignOn(ctx), "Forbidden");
    await expectRefused(updateSingleSignOn(ctx, { ...given, clientSecret }), "Forbidden");
    const test = { issuer: "https://id.example.com", caCertificate: "" };
    await expectRefused(testSingleSignOn(ctx, test), "Forbidden");
  }
});
