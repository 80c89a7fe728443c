import { expect, test } from "vitest";
import { personOf } from "./claims.ts";
import { defaultConfig, type SingleSignOnConfig } from "./schema.ts";

const ada = { sub: "1", email: "Ada@Example.com", email_verified: true, name: "Ada" };
const of = (claims: object, config: Partial<SingleSignOnConfig> = {}) =>
  personOf({ ...ada, ...claims }, { ...defaultConfig, ...config });

test("takes subject, address and name", () => {
  expect(of({})).toEqual({ subject: "1", email: "ada@example.com", name: "Ada", role: null });
  expect(of({ name: " ", preferred_username: "ada" })).toMatchObject({ name: "ada" });
  expect(of({ name: "A\nda\u202e" })).toMatchObject({ name: "A da" });
});

test.each<[object, Partial<SingleSignOnConfig>, string]>([
  [{ sub: undefined }, {}, "provider"],
  [{ sub: "" }, {}, "provider"],
  [{ email: undefined }, {}, "provider"],
  [{ email_verified: undefined }, {}, "unverified"],
  [{ email_verified: false }, { trustsEmail: true }, "unverified"],
  [{ email_verified: "false" }, { trustsEmail: true }, "unverified"],
  [{ email: "ada" }, {}, "unverified"],
  [{ email: "ada@evil.com@example.com" }, { emailDomains: ["example.com"] }, "unverified"],
  [{ email: "ada@sub.example.com" }, { emailDomains: ["example.com"] }, "domain"],
  [{ email: "ada@notexample.com" }, { emailDomains: ["example.com"] }, "domain"],
])("%j with %j is refused: %s", (claims, config, reason) => {
  expect(of(claims, config)).toBe(reason);
});

test.each<[object, Partial<SingleSignOnConfig>]>([
  [{ email_verified: "true" }, {}],
  [{ email_verified: undefined }, { trustsEmail: true }],
  [{}, { emailDomains: ["other.com", "example.com"] }],
])("%j with %j comes in", (claims, config) => {
  expect(of(claims, config)).toMatchObject({ email: "ada@example.com" });
});

test.each([
  [{ groups: ["staff", "ops"] }, "operator"],
  [{ groups: ["viewers", "root", "ops"] }, "admin"],
  [{ groups: "viewers" }, "viewer"],
  [{ groups: ["Root"] }, null],
  [{ groups: [{ name: "root" }] }, null],
  [{}, null],
] as const)("%j grants %s", (claims, role) => {
  const roleValues = { admin: ["root"], operator: ["ops"], viewer: ["viewers"] };
  expect(of(claims, { roleClaim: "groups", roleValues })).toMatchObject({ role });
});
