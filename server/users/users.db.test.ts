import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { aSession, aUser } from "../testing/people.ts";
import { deleteUser } from "./delete.ts";
import { disableUser } from "./disable.ts";
import { enableUser } from "./enable.ts";
import { listUsers } from "./list.ts";
import { resetUserPassword } from "./reset-password.ts";
import { resetTwoFactor } from "./reset-two-factor.ts";
import { updateUser } from "./update.ts";

let database: TestDatabase;
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const sessionsOf = (userId: string) => database.db.session.count({ where: { userId } });

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.db.user.deleteMany());
afterAll(() => database[Symbol.asyncDispose]());

it("lists by address, page by page, and finds by name or address", async () => {
  const { db } = database;
  for (const name of ["cleo", "ada", "bob"]) await aUser(db, { email: `${name}@example.com` });
  const first = await listUsers(admin(), { limit: 2 });
  const second = await listUsers(admin(), { limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ email }) => email)).toEqual([
    "ada@example.com",
    "bob@example.com",
    "cleo@example.com",
  ]);
  expect([first.total, second.nextCursor]).toEqual([3, null]);
  const found = await listUsers(admin(), { limit: 50, q: "BOB" });
  expect(found.items).toMatchObject([{ state: "enabled", signsInBy: ["password"] }]);
});

it("changes a role", async () => {
  const { id } = await aUser(database.db, { email: "ada@example.com" });
  expect(await updateUser(admin(), { id, role: "operator" })).toMatchObject({ role: "operator" });
  await expectAudited(database.db, "user_changed", admin().actor);
});

it("disabling ends the sessions and the open links at once; enabling lets in again", async () => {
  const { db } = database;
  const { id } = await aUser(db, { email: "ada@example.com" });
  await resetUserPassword(admin(), { id });
  await aSession(db, id);
  expect(await disableUser(admin(), { id })).toMatchObject({ state: "disabled" });
  await expectAudited(db, "user_disabled", admin().actor);
  expect(await sessionsOf(id)).toBe(0);
  expect(await db.invite.count({ where: { userId: id, revokedAt: null } })).toBe(0);
  expect(await enableUser(admin(), { id })).toMatchObject({ state: "enabled" });
  await expectAudited(db, "user_enabled", admin().actor);
});

it("a reset ends the sessions and the old password", async () => {
  const { db } = database;
  const { id } = await aUser(db, { email: "ada@example.com" });
  await aSession(db, id);
  const { link, kind } = await resetUserPassword(admin(), { id });
  await expectAudited(db, "password_reset", admin().actor);
  expect(kind).toBe("reset");
  expect(link).toMatch(/^https:\/\/console\.test:15483\/invite#[\w-]{43}$/);
  expect(await sessionsOf(id)).toBe(0);
  expect((await db.account.findFirst({ where: { userId: id } }))?.password).toBeNull();
});

it("takes the second factor away, and the sessions with it", async () => {
  const { db } = database;
  const { id } = await aUser(db, { email: "ada@example.com" });
  await db.user.update({ where: { id }, data: { twoFactorEnabled: true } });
  await db.twoFactor.create({ data: { id: "t", userId: id, secret: "s", backupCodes: "[]" } });
  await aSession(db, id);
  await resetTwoFactor(admin(), { id });
  await expectAudited(db, "two_factor_reset", admin().actor);
  expect([await db.twoFactor.count(), await sessionsOf(id)]).toEqual([0, 0]);
  expect((await listUsers(admin(), { limit: 50 })).items[0]?.twoFactor).toBe(false);
});

it("deletes a user with sessions and private views, and keeps what others share", async () => {
  const { db } = database;
  const { id } = await aUser(db, { email: "ada@example.com" });
  await aSession(db, id);
  await deleteUser(admin(), { id });
  await expectAudited(db, "user_deleted", admin().actor);
  expect([await db.user.count(), await sessionsOf(id)]).toEqual([0, 0]);
  await expectRefused(deleteUser(admin(), { id }), "NotFound");
});

it("keeps the last administrator who can sign in", async () => {
  const { db } = database;
  const { id } = await aUser(db, { email: "ada@example.com", role: "admin" });
  const other = await aUser(db, { email: "bob@example.com", role: "admin" });
  await disableUser(admin(), { id: other.id });
  await expectRefused(disableUser(admin(), { id }), "LastAdmin");
  await expectRefused(deleteUser(admin(), { id }), "LastAdmin");
  await expectRefused(updateUser(admin(), { id, role: "operator" }), "LastAdmin");
  expect(await updateUser(admin(), { id, name: "Ada" })).toMatchObject({ role: "admin" });
  expect(await deleteUser(admin(), { id: other.id })).toBeUndefined();
});

it("keeps one administrator whatever is done to several at once", async () => {
  const { db } = database;
  const leave = [
    (id: string) => disableUser(admin(), { id }),
    (id: string) => deleteUser(admin(), { id }),
    (id: string) => updateUser(admin(), { id, role: "viewer" }),
  ];
  const ways = fc.array(fc.nat({ max: leave.length - 1 }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(ways, async (chosen) => {
      await db.user.deleteMany();
      const emails = chosen.map((_way, index) => `admin-${index}@example.com`);
      const admins = await Promise.all(emails.map((email) => aUser(db, { email, role: "admin" })));
      const outcomes = await Promise.allSettled(
        chosen.map((way, index) => leave[way]?.(admins[index]?.id ?? "")),
      );
      expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
      expect(await db.user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
    }),
    { numRuns: 10 },
  );
});

it("is an administrator's matter", async () => {
  const { id } = await aUser(database.db, { email: "ada@example.com" });
  for (const role of ["viewer", "operator", "provisioner"] as const) {
    const ctx = testCtx(database.db, role, clock);
    const tries = [
      () => listUsers(ctx, { limit: 50 }),
      () => updateUser(ctx, { id, role: "admin" }),
      () => disableUser(ctx, { id }),
      () => enableUser(ctx, { id }),
      () => resetUserPassword(ctx, { id }),
      () => resetTwoFactor(ctx, { id }),
      () => deleteUser(ctx, { id }),
    ];
    for (const attempt of tries) await expectRefused(attempt(), "Forbidden");
  }
});
