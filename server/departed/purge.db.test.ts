import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteSensor } from "../sensors/delete.ts";
import { retain } from "../sensors/retention.ts";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited } from "../testing/expect.ts";
import { holdSensor } from "./hold.ts";
import { purgeDeparted } from "./purge.ts";
import { restoreSensor } from "./restore.ts";

let database: TestDatabase;
const clock = testClock();
const now = clock.now();
const dayMs = 86_400_000;
const admin = () => testCtx(database.db, "admin", clock);
const purge = () => purgeDeparted(database.db, 30, now);
const left = async () =>
  (await database.db.sensor.findMany({ orderBy: { name: "asc" } })).map(({ name }) => name);

/** A sensor that was deleted so long before now. */
async function aDeleted(name: string, agoMs: number) {
  const sensor = await aSensor(admin(), { name });
  await deleteSensor(admin(), sensor);
  const departedAt = new Date(now.getTime() - agoMs);
  await database.db.sensor.update({ where: { id: sensor.id }, data: { departedAt } });
  return sensor;
}

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token CASCADE`;
  await database.db.$executeRaw`SELECT tick_listening()`;
  await database.db.$executeRaw`UPDATE listening SET gap_at = NULL`;
  await database.db.$executeRaw`UPDATE seat SET taken = 0`;
});
afterAll(() => database[Symbol.asyncDispose]());

describe("purging departed records", () => {
  it("takes those of more than the retention time, and not one millisecond before", async () => {
    for (const [name, ms] of [
      ["before", 30 * dayMs - 1],
      ["at", 30 * dayMs],
      ["after", 30 * dayMs + 1],
    ] as const)
      await aDeleted(name, ms);
    await aSensor(admin(), { name: "enrolled" });
    expect(await purge()).toBe(1);
    expect(await left()).toEqual(["at", "before", "enrolled"]);
    expect(await purge()).toBe(0);
  });

  it("takes certificates and heartbeats with them, keeps tokens, and audits once", async () => {
    const first = await aDeleted("a", 31 * dayMs);
    const second = await aDeleted("b", 40 * dayMs);
    const entries = await database.db.auditEntry.count();
    await purge();
    expect(await database.db.sensorCertificate.count()).toBe(0);
    expect(await database.db.sensorHeartbeat.count()).toBe(0);
    expect(await database.db.enrollmentToken.count()).toBe(2);
    expect(await database.db.auditEntry.count()).toBe(entries + 1);
    await expectAudited(database.db, "departed_purged");
    const entry = await database.db.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    const sensors = [first, second].map(({ id, name }) => ({ id, name }));
    expect(entry.details).toMatchObject({ count: 2, sensors: expect.arrayContaining(sensors) });
  });

  it("never takes what is held", async () => {
    const { id } = await aDeleted("evidence", 1000 * dayMs);
    await holdSensor(admin(), { id });
    expect(await purge()).toBe(0);
    expect(await left()).toEqual(["evidence"]);
  });

  it("goes through more than one batch, and leaves the seats right", async () => {
    await aDeleted("first", 31 * dayMs);
    await database.db.$executeRaw`INSERT INTO sensor (id, name, hostname, role, flavor, tags, arch,
      kernel, os, version, facts, public_key_hash, token_id, enrolled_at, departed_at, departed_reason)
      SELECT gen_random_uuid(), 'n' || i, 'n', role, flavor, tags, arch, kernel, os, version, facts,
        sha256(i::text::bytea), token_id, enrolled_at, departed_at, departed_reason
      FROM sensor, generate_series(1, 4100) AS i`;
    expect(await purge()).toBe(4101);
    expect(await database.db.seat.findFirst()).toMatchObject({ taken: 0 });
  });

  it.each(["restored", "held"])(
    "leaves a record alone that is being %s at that moment",
    async (how) => {
      const { id } = await aDeleted("saved", 31 * dayMs);
      const save = how === "held" ? holdSensor : restoreSensor;
      for (let round = 0; round < 15; round++) {
        const racing = await aDeleted(`racing-${round}`, 31 * dayMs);
        const [saved] = await Promise.allSettled([save(admin(), racing), purge()]);
        const isThere = (await left()).some((name) => name.startsWith(`racing-${round}`));
        expect(isThere).toBe(saved.status === "fulfilled");
      }
      expect(await database.db.sensor.findUnique({ where: { id } })).toBeNull();
    },
  );

  it("waits for whoever is saving the record, and looks again", async () => {
    const { id } = await aDeleted("saved", 31 * dayMs);
    await database.db.$transaction(async (tx) => {
      await tx.sensor.update({ where: { id }, data: { heldAt: now } });
      // A purge that runs while the row is locked passes it over.
      expect(await purge()).toBe(0);
    });
    expect(await purge()).toBe(0);
    expect(await left()).toEqual(["saved"]);
  });

  it("waits an hour after the clock has jumped", async () => {
    await aDeleted("old", 31 * dayMs);
    const gapAgo = (minutes: number) =>
      database.db
        .$executeRaw`UPDATE listening SET gap_at = database_now() - ${minutes} * interval '1 minute'`;
    await gapAgo(59);
    expect(await purge()).toBe(0);
    await gapAgo(61);
    expect(await purge()).toBe(1);
  });

  it("waits for the listening clock to run", async () => {
    await aDeleted("old", 31 * dayMs);
    await database.db
      .$executeRaw`UPDATE listening SET last_at = database_now() - interval '2 minutes'`;
    expect(await purge()).toBe(0);
    await database.db.$executeRaw`UPDATE listening SET last_at = database_now()`;
  });
});

it("the hourly run purges by the setting, and forgets events after 90 days", async () => {
  await aDeleted("old", 8 * dayMs);
  await aDeleted("young", 6 * dayMs);
  await database.db.sensorEvent.deleteMany();
  const { id: sensorId } = await aSensor(admin(), { name: "enrolled" });
  const event = {
    kind: "enrolled",
    sensorId,
    sensorName: "x",
    pool: "",
    ephemeral: false,
  } as const;
  for (const ms of [90 * dayMs - 1, 90 * dayMs, 90 * dayMs + 1])
    await database.db.sensorEvent.create({ data: { ...event, at: new Date(now.getTime() - ms) } });
  await updateSettings(admin(), { retention: { departedDays: 7 } });
  const before = await database.db.sensorEvent.count();
  await retain(database.db, now);
  expect(await left()).toEqual(["enrolled", "young"]);
  expect(await database.db.sensorEvent.count()).toBe(before - 1);
});
