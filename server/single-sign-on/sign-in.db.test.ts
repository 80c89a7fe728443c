import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited } from "../testing/expect.ts";
import { aUser } from "../testing/people.ts";
import { disableUser } from "../users/disable.ts";
import type { Person } from "./claims.ts";
import { defaultConfig, type SingleSignOnConfig } from "./schema.ts";
import { signInPerson } from "./sign-in.ts";

let database: TestDatabase;
const clock = testClock();
const ada: Person = { subject: "1", email: "ada@example.com", name: "Ada", role: null };
const config = { ...defaultConfig, issuer: "https://id.example.com", label: "Example" };
const signIn = (person: Partial<Person> = {}, changes: Partial<SingleSignOnConfig> = {}) =>
  signInPerson({ db: database.db, clock }, { ...config, ...changes }, { ...ada, ...person });
const mapped = { roleClaim: "groups" } as const;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.db.user.deleteMany());
afterAll(() => database[Symbol.asyncDispose]());

it("makes a new user once, and knows them by subject after that", async () => {
  const first = await signIn();
  expect(first).toMatchObject({ email: "ada@example.com", name: "Ada", role: "viewer" });
  await expectAudited(database.db, "signed_in");
  const again = await signIn({ email: "ada.l@example.com" });
  expect(again).toMatchObject({ id: (first as { id: string }).id, email: "ada@example.com" });
  expect(await database.db.user.count()).toBe(1);
});

it("made by two sign-ins at once is one user", async () => {
  await Promise.all([signIn(), signIn()]);
  expect([await database.db.user.count(), await database.db.account.count()]).toEqual([1, 1]);
});

it("is the user with that address, whose role stays", async () => {
  const { id } = await aUser(database.db, { email: "ada@example.com", role: "operator" });
  expect(await signIn()).toMatchObject({ id, role: "operator" });
});

it("an address that went to somebody else does not open the first one's account", async () => {
  await signIn();
  expect(await signIn({ subject: "2" })).toBe("no-account");
  const elsewhere = { issuer: "https://other.example.com" };
  expect(await signIn({ subject: "2" }, elsewhere)).toMatchObject({ name: "Ada" });
});

it("comes in only as who is a user already, where none are made", async () => {
  expect(await signIn({}, { createsUsers: false })).toBe("no-account");
  expect(await database.db.user.count()).toBe(0);
});

it("is refused while disabled", async () => {
  const { id } = await aUser(database.db, { email: "ada@example.com" });
  await disableUser(testCtx(database.db, "admin", clock), { id });
  expect(await signIn()).toBe("disabled");
});

it("has the role that the claims grant, at every sign-in", async () => {
  await aUser(database.db, { email: "root@example.com", role: "admin" });
  expect(await signIn({ role: "admin" }, mapped)).toMatchObject({ role: "admin" });
  expect(await signIn({ role: "operator" }, mapped)).toMatchObject({ role: "operator" });
  const changes = await database.db.auditEntry.findMany({ where: { action: "user_changed" } });
  expect(changes.at(-1)?.details).toMatchObject({ after: { role: "operator" } });
  expect(await signIn({}, mapped)).toMatchObject({ role: "viewer" });
  expect(await signIn({}, { ...mapped, defaultRole: null })).toBe("no-role");
});

it("stays an administrator while nobody else is, whatever the claims say", async () => {
  await aUser(database.db, { email: "ada@example.com", role: "admin" });
  expect(await signIn({ role: "viewer" }, mapped)).toMatchObject({ role: "admin" });
});
