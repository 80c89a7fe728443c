import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { createApiKey, listApiKeys, revokeApiKey, verifyApiKey } from "./api-key.ts";

let database: TestDatabase;
let clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const verify = (key: string) => verifyApiKey(database.db, key, { now: clock.now() });

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  clock = testClock();
  await database.db.apiKey.deleteMany();
});
afterAll(() => database[Symbol.asyncDispose]());

it("acts with the role that it was made with, and only its hash is kept", async () => {
  const { id, key } = await createApiKey(admin(), { name: "ci", role: "operator" });
  await expectAudited(database.db, "api_key_created", admin().actor);
  expect(await verify(key)).toEqual({ kind: "api-key", id, name: "ci", role: "operator" });
  const [listed] = (await listApiKeys(admin(), { limit: 50 })).items;
  expect(listed).toMatchObject({ id, role: "operator", lastUsedAt: clock.now().toISOString() });
  expect(key.startsWith(listed?.prefix ?? "?")).toBe(true);
  const stored = await database.db.$queryRaw<{ row: string }[]>`
    SELECT to_jsonb(k)::text AS row FROM api_key k`;
  expect(stored[0]?.row).not.toContain(key.slice(12));
});

it("writes a use at most once a minute", async () => {
  const { id, key } = await createApiKey(admin(), { name: "ci", role: "viewer" });
  const usedAt = async () => (await database.db.apiKey.findUnique({ where: { id } }))?.lastUsedAt;
  await verify(key);
  const first = clock.now();
  clock.advance(60_000);
  await verify(key);
  expect(await usedAt()).toEqual(first);
  clock.advance(1);
  await verify(key);
  expect(await usedAt()).toEqual(clock.now());
});

it("ends at once when it is revoked", async () => {
  const { id, key } = await createApiKey(admin(), { name: "ci", role: "viewer" });
  await revokeApiKey(admin(), { id });
  await expectAudited(database.db, "api_key_revoked", admin().actor);
  expect(await verify(key)).toBeNull();
  expect(await listApiKeys(admin(), { limit: 50 })).toMatchObject({ items: [], total: 0 });
  await expectRefused(revokeApiKey(admin(), { id }), "NotFound");
});

it.each(["", "tvk_", "tvk_wrong", "' OR 1=1 --", "\0", "😀", "x".repeat(10_000)])(
  "%j is nobody's key",
  async (key) => {
    await createApiKey(admin(), { name: "ci", role: "admin" });
    expect(await verify(key)).toBeNull();
    expect(await verify(key.repeat(2))).toBeNull();
  },
);

it("with a role that this version does not know may do nothing", async () => {
  const { id, key } = await createApiKey(admin(), { name: "ci", role: "admin" });
  await database.db.apiKey.update({ where: { id }, data: { role: "emperor" } });
  expect(await verify(key)).toBeNull();
});

it("is an administrator's matter", async () => {
  const { id } = await createApiKey(admin(), { name: "ci", role: "viewer" });
  for (const role of ["viewer", "operator", "provisioner"] as const) {
    const ctx = testCtx(database.db, role);
    await expectRefused(createApiKey(ctx, { name: "more", role: "admin" }), "Forbidden");
    await expectRefused(listApiKeys(ctx, { limit: 50 }), "Forbidden");
    await expectRefused(revokeApiKey(ctx, { id }), "Forbidden");
  }
  expect(await database.db.apiKey.count()).toBe(1);
});

it("is refused with a code of its own once its time is over", async () => {
  const { key } = await createApiKey(admin(), { name: "ci", role: "viewer", ttlSeconds: 60 });
  clock.advance(59_999);
  expect(await verify(key)).toMatchObject({ role: "viewer" });
  clock.advance(1);
  await expectRefused(verify(key), "ApiKeyExpired");
  const { items } = await listApiKeys(admin(), { limit: 50 });
  expect(items[0]?.state).toBe("expired");
});

it("remembers from where it was used last", async () => {
  const { key } = await createApiKey(admin(), { name: "ci", role: "viewer" });
  await verifyApiKey(database.db, key, { now: clock.now(), address: "192.0.2.7" });
  const { items } = await listApiKeys(admin(), { limit: 50 });
  expect(items[0]?.lastUsedFrom).toBe("192.0.2.7");
});

it("is listed page by page, newest first", async () => {
  for (const name of ["a", "b", "c"]) {
    await createApiKey(admin(), { name, role: "viewer" });
    clock.advance(1);
  }
  const first = await listApiKeys(admin(), { limit: 2 });
  const second = await listApiKeys(admin(), { limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["c", "b", "a"]);
  expect([first.total, second.nextCursor]).toEqual([3, null]);
});
