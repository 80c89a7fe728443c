import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { listSensors } from "./list.ts";
import { ListSensors } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.pool.query("TRUNCATE sensor, enrollment_token CASCADE; SELECT tick_listening()");
});
afterAll(() => database[Symbol.asyncDispose]());

const admin = () => testCtx(database.db, "admin");
const names = async (input: object) =>
  (await listSensors(admin(), ListSensors.parse(input))).items.map(({ name }) => name);
const hear = (id: string, secondsAgo: number) =>
  database.pool.query(
    "UPDATE sensor_heartbeat SET heard_at = listening_now() - $2 * interval '1 s' WHERE sensor_id = $1",
    [id, secondsAgo],
  );
const mark = () =>
  database.pool.query(
    "UPDATE listening SET silent_until = '-infinity'; SELECT mark_silent(), forget_departed_silence('-infinity')",
  );
async function marks(): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ name: string; mark: string }>(
    `SELECT s.name, CASE WHEN isfinite(silent_since) THEN (silent_since = heard_at)::text
       ELSE silent_since::text END AS mark FROM sensor_heartbeat JOIN sensor s ON s.id = sensor_id`,
  );
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]));
}

it("is marked from 25 seconds on, and ends with the next heartbeat", async () => {
  const { id } = await aSensor(admin(), { name: "quiet" });
  await aSensor(admin(), { name: "loud" });
  await hear(id, 26);
  expect(await marks()).toEqual({ quiet: "infinity", loud: "infinity" });
  await mark();
  expect(await marks()).toEqual({ quiet: "true", loud: "infinity" });
  await hear(id, 0);
  expect(await marks()).toEqual({ quiet: "infinity", loud: "infinity" });
});

it("is marked at once by a heartbeat that is written late", async () => {
  const { id } = await aSensor(admin(), { name: "late" });
  await hear(id, 100);
  await mark();
  await hear(id, 50);
  expect(await marks()).toEqual({ late: "true" });
  expect(await names({ status: ["degraded"] })).toEqual(["late"]);
});

it("is found by list, filter and order just as without marks", async () => {
  const silences = { a: 0, b: 26, c: 50, d: 89, e: 91, f: 359, g: 361, h: 90_000 };
  for (const [name, seconds] of Object.entries(silences))
    await hear((await aSensor(admin(), { name })).id, seconds);
  const inputs = [
    ...["healthy", "degraded", "stale", "offline"].map((status) => ({ status: [status] })),
    { status: ["degraded", "stale"] },
    { status: ["healthy", "offline"] },
    { silentOverSeconds: 55 },
    { silentUnderSeconds: 55 },
    { silentOverSeconds: 20, silentUnderSeconds: 95 },
    { sort: "status" },
    { sort: "status", order: "desc" },
    { sort: "lastHeartbeatAt", status: ["stale", "offline"] },
  ];
  const without = await Promise.all(inputs.map(names));
  await mark();
  expect(await Promise.all(inputs.map(names))).toEqual(without);
  expect(without.slice(0, 2)).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

it("of a departed sensor is out of the way, and back when it is revived", async () => {
  const { id } = await aSensor(admin(), { name: "gone" });
  await hear(id, 100);
  await mark();
  const depart = (at: string | null) =>
    database.pool.query("UPDATE sensor SET departed_at = $2 WHERE id = $1", [id, at]);
  await depart("2026-06-01T12:00:00Z");
  await mark();
  expect(await marks()).toEqual({ gone: "-infinity" });
  await depart(null);
  expect(await marks()).toEqual({ gone: "true" });
  expect(await names({ status: ["stale"] })).toEqual(["gone"]);
});

it("keeps heartbeats heap-only", async () => {
  const { id } = await aSensor(admin(), { name: "beating" });
  await hear(id, 100);
  await mark();
  await hear(id, 20);
  const hot = async () => {
    await database.pool.query("SELECT pg_stat_force_next_flush()");
    const { rows } = await database.pool.query<{ all: number; hot: number }>(
      `SELECT pg_stat_get_tuples_updated(c)::int AS all, pg_stat_get_tuples_hot_updated(c)::int AS hot
       FROM (SELECT 'sensor_heartbeat'::regclass AS c) each`,
    );
    return rows[0] ?? { all: 0, hot: 0 };
  };
  const before = await hot();
  for (let beat = 19; beat > 9; beat--) await hear(id, beat);
  const after = await hot();
  expect(after.hot - before.hot).toBe(after.all - before.all);
  expect(after.all - before.all).toBeGreaterThan(0);
});
