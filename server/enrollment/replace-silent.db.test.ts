import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { aLicense } from "../testing/license.ts";
import { waitsForLock } from "../testing/waits-for-lock.ts";
import type { EnrollDeps } from "./admit-batch.ts";
import { enroll } from "./enroll.ts";

let database: TestDatabase;
let deps: EnrollDeps;
const ctx = () => testCtx(database.db, "admin", testClock());
const machine = { name: "reinstalled", machineId: "m-1" };

beforeAll(async () => {
  database = await testDatabase();
  deps = await enrollDeps(ctx());
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.pool.query("DELETE FROM sensor");
  await database.pool.query("DELETE FROM license");
});

const join = async (changes: object) => enroll(deps, aRequest(await aToken(ctx()), changes));
async function silentHolder(): Promise<string> {
  const { sensorId } = await join(machine);
  await database.pool.query(
    "UPDATE sensor_heartbeat SET heard_at = listening_now() - interval '46 s' WHERE sensor_id = $1",
    [sensorId],
  );
  return sensorId;
}

describe("a machine that enrolls in place of its silent record", () => {
  it("needs no second seat where the license has none left", async () => {
    const before = await silentHolder();
    await aLicense(database.db, 1);
    await expectRefused(join({ ...machine, machineId: "m-2" }), "NodeLimitExceeded");
    const after = await join(machine);
    expect(after).toMatchObject({ name: "reinstalled" });
    const rows = await database.db.sensor.findMany({ where: { departedAt: null } });
    expect(rows.map(({ id }) => id)).toEqual([after.sensorId]);
    expect(before).not.toBe(after.sensorId);
    expect((await database.db.seat.findUniqueOrThrow({ where: { id: 1 } })).taken).toBe(1);
  });

  it("waits for who removes that record without holding the seats", async () => {
    const id = await silentHolder();
    const request = aRequest(await aToken(ctx()), machine);
    const other = await database.pool.connect();
    await other.query("BEGIN");
    await other.query("SELECT FROM sensor WHERE id = $1 FOR UPDATE", [id]);
    const enrolling = enroll(deps, request);
    await waitsForLock(database.pool);
    // As every departure does after it has locked the sensor.
    await other.query("UPDATE seat SET taken = taken");
    await other.query("COMMIT");
    other.release();
    expect(await enrolling).toMatchObject({ name: "reinstalled" });
  });
});
