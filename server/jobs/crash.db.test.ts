import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import type { Db } from "../context.ts";
import { makeDb, makePool } from "../db/client.ts";
import { makeListener } from "../db/listen.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited } from "../testing/expect.ts";
import { finishJobs } from "../testing/jobs.ts";
import { waitsForLock } from "../testing/waits-for-lock.ts";
import { bulkDelete, bulkTags } from "./bulk.ts";
import { runBatch } from "./run-batch.ts";
import { makeJobWorker } from "./worker.ts";

let database: TestDatabase;
const opened = new AsyncDisposableStack();
/** Consoles that die as soon as they write to this table. */
const dying: Record<string, Db> = {};
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const onFailure = () => undefined;
const size = 12;

beforeAll(async () => {
  database = opened.use(await testDatabase());
  await database.pool.query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('telovix.dies_at', true) = TG_TABLE_NAME OR (TG_TABLE_NAME = 'sensor' AND NEW.name = 'poison') THEN
      RAISE EXCEPTION 'killed'; END IF;
    RETURN NEW; END $$`);
  await database.pool.query("ALTER TABLE job ADD COLUMN name text");
  for (const table of ["sensor", "job_item", "job"]) {
    await database.pool.query(
      `CREATE TRIGGER die BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION die()`,
    );
    const pool = makePool(`${database.url}&options=-c%20telovix.dies_at%3D${table}`, 2);
    opened.defer(() => pool.end());
    dying[table] = makeDb(pool);
  }
});
beforeEach(async () => {
  await database.db.$executeRaw`SELECT tick_listening()`;
  await database.db
    .$executeRaw`TRUNCATE sensor, enrollment_token, job, job_item, sensor_event CASCADE`;
  await aFleet(size);
});
afterAll(() => opened.disposeAsync());

/** Copies of one sensor, so that a fleet costs a statement. */
async function aFleet(count: number): Promise<void> {
  const { id } = await aSensor(admin(), { name: "host-0" });
  await database.pool.query(
    `WITH copy AS (INSERT INTO sensor (id, name, live_name, hostname, role, flavor, tags, arch, kernel,
        os, version, facts, public_key_hash, token_id, enrolled_at)
      SELECT gen_random_uuid(), 'host-' || n, 'host-' || n, hostname, role, flavor, tags, arch, kernel,
        os, version, facts, sha256(n::text::bytea), token_id, enrolled_at
      FROM sensor, generate_series(1, $2::int - 1) n WHERE id = $1 RETURNING id)
     INSERT INTO sensor_heartbeat (sensor_id, at, heard_at) SELECT id, now(), listening_now() FROM copy`,
    [id, count],
  );
}

/** What the three places that know of it say was done. */
async function told() {
  const [job, items, departed, events, entries] = await Promise.all([
    database.db.job.findFirstOrThrow({ orderBy: { createdAt: "desc" } }),
    database.db.jobItem.count({ where: { state: "done" } }),
    database.db.sensor.count({ where: { departedAt: { not: null } } }),
    database.db.sensorEvent.count({ where: { kind: "departed" } }),
    database.db.auditEntry.count({ where: { action: "sensor_deleted" } }),
  ]);
  return { state: job.state, job: job.done, items, departed, events, entries };
}

const step = fc.record({
  dies: fc.constantFrom(null, null, "sensor", "job_item", "job"),
  batchSize: fc.integer({ min: 1, max: 5 }),
});

it("does each sensor exactly once, whichever consoles die at whatever point", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      const entries = await database.db.auditEntry.count({ where: { action: "sensor_deleted" } });
      await database.db
        .$executeRaw`UPDATE sensor SET departed_at = NULL, departed_reason = NULL, live_name = name`;
      await database.db.$executeRaw`TRUNCATE sensor_event, job, job_item`;
      await bulkDelete(admin(), { filter: {} });
      for (const { dies, batchSize } of steps) {
        await database.db
          .$executeRaw`UPDATE job SET batch_size = ${batchSize} WHERE state IN ('queued', 'running')`;
        const db = (dies && dying[dies]) || database.db;
        await runBatch({ db, clock, onFailure }).catch(onFailure);
        const { job, departed, events } = await told();
        expect([departed, events]).toEqual([job, job]);
      }
      await finishJobs({ db: database.db, clock });
      const end = { state: "succeeded", job: size, departed: size, events: size };
      expect(await told()).toMatchObject({ ...end, entries: entries + 1 });
    }),
    { numRuns: 5 },
  );
});

it("leaves nothing half done when a console dies while it waits, and goes on at another", async () => {
  await bulkDelete(admin(), { filter: {} });
  const other = await database.pool.connect();
  await other.query("BEGIN");
  await other.query("SELECT FROM sensor FOR UPDATE");
  const pool = makePool(`${database.url}&application_name=victim`, 1);
  const batch = runBatch({ db: makeDb(pool), clock, onFailure }).catch(onFailure);
  await waitsForLock(database.pool);
  expect(await runBatch({ db: database.db, clock, onFailure })).toBe("elsewhere");
  await database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'",
  );
  await batch;
  await pool.end();
  expect(await told()).toMatchObject({ job: 0, items: 0, departed: 0 });
  await other.query("COMMIT");
  other.release();
  await finishJobs({ db: database.db, clock });
  expect(await told()).toMatchObject({ state: "succeeded", departed: size, events: size });
});

it("gives up the one sensor that fails, and does all others", async () => {
  await database.pool.query("ALTER TABLE sensor DISABLE TRIGGER die");
  await database.pool.query("UPDATE sensor SET name = 'poison' WHERE name = 'host-5'");
  await database.pool.query("ALTER TABLE sensor ENABLE TRIGGER die");
  await bulkDelete(admin(), { filter: {} });
  const failures: unknown[] = [];
  const deps = { db: database.db, clock, onFailure: (error: unknown) => failures.push(error) };
  const turns: string[] = [];
  while (turns.at(-1) !== "idle") turns.push(await runBatch(deps));
  expect(turns.filter((turn) => turn === "failed").length).toBe(failures.length);
  const poison = await database.db.jobItem.findFirst({ where: { name: "poison" } });
  expect(poison).toMatchObject({ state: "failed", reason: "Internal" });
  expect(await told()).toMatchObject({ state: "failed", job: size - 1, departed: size - 1 });
  expect(failures.length).toBeGreaterThan(3);
  await expectAudited(database.db, "sensor_deleted", admin().actor);
});

it("is worked off by two consoles at once, woken by the job itself", async () => {
  await using consoles = new AsyncDisposableStack();
  const log = pino({ level: "silent" });
  for (const _ of [1, 2]) {
    const listener = makeListener({ url: database.url, clock: systemClock, log });
    await listener.start();
    consoles.defer(() => listener.stop());
    const worker = makeJobWorker({ db: database.db, clock: systemClock, listener, log });
    await worker.start();
    consoles.defer(() => worker.stop());
  }
  await systemClock.sleep(200);
  const begin = performance.now();
  await bulkTags(admin(), { filter: {}, add: ["a:1"], remove: [] });
  await bulkDelete(admin(), { filter: {} });
  const left = () => database.db.job.count({ where: { finishedAt: null } });
  while ((await left()) > 0) await systemClock.sleep(20);
  // Sooner than either would have looked by itself.
  expect(performance.now() - begin).toBeLessThan(4_500);
  expect(await told()).toMatchObject({ departed: size, events: size });
});
