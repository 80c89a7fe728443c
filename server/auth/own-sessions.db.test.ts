import { afterAll, beforeAll, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { aSession, aUser } from "../testing/people.ts";
import { endOtherSessions, endOwnSession, listOwnSessions } from "./own-sessions.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Somebody with three sessions, acting in the first of them. */
async function signedInThrice(email: string) {
  const { db } = database;
  const { id } = await aUser(db, { email });
  const [here, there] = [await aSession(db, id), await aSession(db, id), await aSession(db, id)];
  const ctx = testCtx(db, "viewer", testClock());
  const actor = { ...ctx.actor, id, sessionId: here.id };
  return { ctx: { ...ctx, actor }, here, there };
}

it("shows which one asks, and ends another", async () => {
  const { ctx, here, there } = await signedInThrice("ada@example.com");
  const { items, total } = await listOwnSessions(ctx);
  expect([total, items.find(({ isCurrent }) => isCurrent)?.id]).toEqual([3, here.id]);
  await endOwnSession(ctx, { id: there.id });
  await expectAudited(database.db, "sessions_ended", ctx.actor);
  expect((await listOwnSessions(ctx)).total).toBe(2);
});

it("ends all but the one that asks", async () => {
  const { ctx, here } = await signedInThrice("bob@example.com");
  expect(await endOtherSessions(ctx)).toEqual({ ended: 2 });
  await expectAudited(database.db, "sessions_ended", ctx.actor);
  expect((await listOwnSessions(ctx)).items.map(({ id }) => id)).toEqual([here.id]);
});

it("leaves somebody else's alone, and an API key has none", async () => {
  const { there } = await signedInThrice("cleo@example.com");
  const { ctx } = await signedInThrice("eve@example.com");
  await expectRefused(endOwnSession(ctx, { id: there.id }), "NotFound");
  const key = { ...ctx, actor: { ...ctx.actor, kind: "api-key" as const } };
  expect((await listOwnSessions(key)).items).toEqual([]);
  await expectRefused(endOwnSession(key, { id: there.id }), "NotFound");
  const provisioner = testCtx(database.db, "provisioner");
  await expectRefused(listOwnSessions(provisioner), "Forbidden");
});
