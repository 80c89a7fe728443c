import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { resetPassword } from "../auth/users.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { aUser, testPassword } from "../testing/people.ts";
import { acceptInvite, openInvite } from "./accept-invite.ts";
import { deleteUser } from "./delete.ts";
import { disableUser } from "./disable.ts";
import { inviteUser } from "./invite.ts";
import { listInvites } from "./list-invites.ts";
import { resetUserPassword } from "./reset-password.ts";
import { revokeInvite } from "./revoke-invite.ts";

let database: TestDatabase;
let clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const deps = () => ({ db: database.db, clock });
const ada = { email: "Ada@Example.com", role: "operator" } as const;
const secretOf = ({ link }: { link: string }) => link.split("#")[1] ?? "";
const chosen = { name: "Ada", password: testPassword };
const open = async () => (await listInvites(admin(), { limit: 50 })).items;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  clock = testClock();
  await database.db.user.deleteMany();
  await database.db.invite.deleteMany();
});
afterAll(() => database[Symbol.asyncDispose]());

it("makes the user it was for, once", async () => {
  const { db } = database;
  const invite = await inviteUser(admin(), ada);
  await expectAudited(db, "user_invited", admin().actor);
  const secret = secretOf(invite);
  expect(await openInvite(deps(), secret)).toMatchObject({ kind: "join", role: "operator" });
  expect(await acceptInvite(deps(), { secret, ...chosen })).toEqual({ email: "ada@example.com" });
  await expectAudited(db, "invite_accepted");
  const user = await db.user.findFirst({ include: { accounts: true } });
  expect(user).toMatchObject({ name: "Ada", role: "operator", email: "ada@example.com" });
  const hash = user?.accounts[0]?.password ?? "";
  expect(await verifyPassword({ hash, password: testPassword })).toBe(true);
  await expectRefused(acceptInvite(deps(), { secret, ...chosen }), "InviteInvalid");
  expect(await open()).toEqual([]);
});

it("does not bring back who came another way and was deleted", async () => {
  const secret = secretOf(await inviteUser(admin(), ada));
  await aUser(database.db, { email: "root@example.com", role: "admin" });
  const { id } = await aUser(database.db, { email: "ada@example.com" });
  await deleteUser(admin(), { id });
  await expectRefused(acceptInvite(deps(), { secret, ...chosen }), "InviteInvalid");
});

it("to a new password is void once the command line has set one", async () => {
  const { id, email } = await aUser(database.db, { email: "ada@example.com" });
  const secret = secretOf(await resetUserPassword(admin(), { id }));
  await resetPassword(admin(), email);
  await expectRefused(acceptInvite(deps(), { secret, password: testPassword }), "InviteInvalid");
});

it("used by two at once makes one user", async () => {
  const secret = secretOf(await inviteUser(admin(), ada));
  const outcomes = await Promise.allSettled(
    ["Ada", "Eve"].map((name) => acceptInvite(deps(), { secret, name, password: testPassword })),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await database.db.user.count()).toBe(1);
});

it("is good for seven days, and only its hash is kept", async () => {
  const secret = secretOf(await inviteUser(admin(), ada));
  const rows = await database.db.$queryRaw<{ row: string }[]>`
    SELECT to_jsonb(i)::text || (SELECT string_agg(details::text, '') FROM audit_entry) AS row
    FROM invite i`;
  expect(rows[0]?.row).not.toContain(secret);
  clock.advance(7 * 86_400_000 - 1);
  expect(await openInvite(deps(), secret)).toMatchObject({ email: "ada@example.com" });
  clock.advance(1);
  await expectRefused(openInvite(deps(), secret), "InviteInvalid");
  await expectRefused(acceptInvite(deps(), { secret, ...chosen }), "InviteInvalid");
});

it("takes the place of an older one for the same address", async () => {
  const old = secretOf(await inviteUser(admin(), ada));
  const { id } = await inviteUser(admin(), { ...ada, role: "viewer" });
  await expectRefused(openInvite(deps(), old), "InviteInvalid");
  expect((await open()).map((invite) => invite.id)).toEqual([id]);
});

it("ends when it is revoked", async () => {
  const invite = await inviteUser(admin(), ada);
  await revokeInvite(admin(), { id: invite.id });
  await expectAudited(database.db, "invite_revoked", admin().actor);
  await expectRefused(openInvite(deps(), secretOf(invite)), "InviteInvalid");
  await expectRefused(revokeInvite(admin(), { id: invite.id }), "NotFound");
});

it("is not made for who is a user already", async () => {
  await aUser(database.db, { email: "ada@example.com" });
  await expectRefused(inviteUser(admin(), ada), "InvalidRequest");
});

it("a reset's sets the password and leaves name and role", async () => {
  const { db } = database;
  const { id } = await aUser(db, { email: "ada@example.com", role: "operator" });
  const secret = secretOf(await resetUserPassword(admin(), { id }));
  const password = "another fine password";
  await acceptInvite(deps(), { secret, name: "Eve", password });
  await expectAudited(db, "password_changed", { kind: "user", id, name: "", role: null });
  const user = await db.user.findUnique({ where: { id }, include: { accounts: true } });
  expect(user).toMatchObject({ name: "ada@example.com", role: "operator" });
  const hash = user?.accounts[0]?.password ?? "";
  expect(await verifyPassword({ hash, password })).toBe(true);
});

it("a reset's is worth nothing to who was disabled meanwhile", async () => {
  const { id } = await aUser(database.db, { email: "ada@example.com" });
  const secret = secretOf(await resetUserPassword(admin(), { id }));
  await disableUser(admin(), { id });
  await expectRefused(acceptInvite(deps(), { secret, ...chosen }), "InviteInvalid");
});

it("is an administrator's matter", async () => {
  const { id } = await inviteUser(admin(), ada);
  for (const role of ["viewer", "operator", "provisioner"] as const) {
    const ctx = testCtx(database.db, role, clock);
    await expectRefused(inviteUser(ctx, { email: "eve@example.com", role: "admin" }), "Forbidden");
    await expectRefused(listInvites(ctx, { limit: 50 }), "Forbidden");
    await expectRefused(revokeInvite(ctx, { id }), "Forbidden");
  }
});
