import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited } from "../testing/expect.ts";
import { retain } from "./retention.ts";

let database: TestDatabase;
const now = testClock().now();
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const partition = (count: number) =>
  `sensor_metric_${days(count).toISOString().slice(0, 10).replaceAll("-", "")}`;

const partitions = async () =>
  (
    await database.db.$queryRaw<{ name: string }[]>`
      SELECT inhrelid::regclass::text AS name FROM pg_inherits
      WHERE inhparent = 'sensor_metric'::regclass ORDER BY 1`
  ).map(({ name }) => name);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

it("makes the coming days, drops those past their time, and says so in the audit", async () => {
  await updateSettings(testCtx(database.db, "admin"), { retention: { metricsDays: 2 } });
  for (const count of [-4, -3, -2]) {
    const day = days(count).toISOString().slice(0, 10);
    await database.db.$executeRaw`SELECT ensure_metric_partition(${day}::date)`;
  }
  await retain(database.db, now);
  expect(await partitions()).toEqual([-2, 0, 1, 2].map(partition));
  await expectAudited(database.db, "metrics_dropped");
});

it("changes nothing when repeated, also by two consoles at once", async () => {
  const before = await database.db.auditEntry.count();
  await Promise.all([retain(database.db, now), retain(database.db, now)]);
  expect(await partitions()).toEqual([-2, 0, 1, 2].map(partition));
  expect(await database.db.auditEntry.count()).toBe(before);
});

it("forgets enrollment attempts after seven days", async () => {
  const attempt = { code: "InvalidToken", detail: "", address: "192.0.2.1" };
  const ids = ["00000000-0000-4000-8000-000000000007", "00000000-0000-4000-8000-000000000008"];
  for (const [index, id] of ids.entries()) {
    await database.db.enrollmentAttempt.create({ data: { ...attempt, id, at: days(-7 - index) } });
  }
  await retain(database.db, now);
  const kept = await database.db.enrollmentAttempt.findMany({ select: { id: true } });
  expect(kept).toEqual([{ id: ids[0] }]);
});

it("forgets alerts 90 days after their end, and none that is open", async () => {
  const alert = { kind: "sensor_offline", key: "k", details: {} };
  const ended = [-91, -89].map((count) => ({
    ...alert,
    id: randomUUID(),
    at: days(-200),
    title: `${count}`,
    endedAt: days(count),
  }));
  const open = { ...alert, id: randomUUID(), at: days(-200), title: "open" };
  await database.db.alert.createMany({ data: [...ended, open] });
  await retain(database.db, now);
  const kept = await database.db.alert.findMany({ orderBy: { title: "asc" } });
  expect(kept.map(({ title }) => title)).toEqual(["-89", "open"]);
});

it("drops nothing for an hour after the clock was set, but makes the days", async () => {
  const before = await database.db.auditEntry.count();
  await database.db
    .$executeRaw`UPDATE listening SET gap_at = database_now() - interval '59 minutes'`;
  await retain(database.db, days(400));
  expect(await database.db.auditEntry.count()).toBe(before);
  expect(await partitions()).toContain(partition(0));
  expect(await partitions()).toContain(partition(400));
  await database.db.$executeRaw`UPDATE listening SET gap_at = NULL`;
});

it("keeps the audit for its own time, and the chain verifiable", async () => {
  await retain(database.db, days(400));
  await expectAudited(database.db, "metrics_dropped");
  expect(await database.db.auditEntry.count({ where: { at: { lt: days(1) } } })).toBe(0);
});
