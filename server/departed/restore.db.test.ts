import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deleteSensor } from "../sensors/delete.ts";
import { departSensors } from "../sensors/depart.ts";
import { getSensor } from "../sensors/get.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { restoreSensor } from "./restore.ts";

let database: TestDatabase;
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token CASCADE`;
  await database.db.$executeRaw`SELECT tick_listening()`;
});
afterAll(() => database[Symbol.asyncDispose]());

async function aDeleted(changes: object = {}) {
  const sensor = await aSensor(admin(), changes);
  await deleteSensor(admin(), sensor);
  return sensor;
}

it("enrolls the record again under its id and name, with an event and an audit entry", async () => {
  const { id } = await aDeleted({ name: "web-1" });
  const sensor = await restoreSensor(admin(), { id });
  expect(sensor).toMatchObject({ id, name: "web-1", status: "healthy", departed: null });
  await expectAudited(database.db, "sensor_restored", admin().actor);
  const events = await database.db.sensorEvent.findMany({ where: { sensorId: id } });
  expect(events.at(-1)).toMatchObject({ kind: "revived", sensorName: "web-1" });
});

it("takes a suffix where the name has a new holder", async () => {
  const { id } = await aDeleted({ name: "web-1" });
  await aSensor(admin(), { name: "web-1" });
  expect((await restoreSensor(admin(), { id })).name).toBe("web-1-2");
});

it("gives an ephemeral sensor its whole time again before it is removed by itself", async () => {
  const { id } = await aDeleted({ name: "i-1", ephemeral: true });
  await database.db.$executeRaw`UPDATE sensor_heartbeat SET heard_at = heard_at - interval '1 day'`;
  await restoreSensor(admin(), { id });
  const [deadline] = await database.db.$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM due_at - listening_now())::float8 AS seconds FROM removal_deadline`;
  expect(deadline?.seconds).toBeGreaterThan(1790);
});

it("needs a seat, and leaves everything as it was without one", async () => {
  const { id } = await aDeleted();
  await database.db.$executeRaw`UPDATE seat SET taken = 100`;
  await expectRefused(restoreSensor(admin(), { id }), "NodeLimitExceeded");
  expect((await getSensor(admin(), { id })).departed).toMatchObject({ reason: "deleted" });
  await database.db.$executeRaw`UPDATE seat SET taken = 0`;
});

it("is for admins, and for what a person deleted", async () => {
  const { id } = await aDeleted();
  const operator = testCtx(database.db, "operator", clock);
  await expectRefused(restoreSensor(operator, { id }), "Forbidden");
  const left = await aSensor(admin(), { name: "left" });
  await expectRefused(restoreSensor(admin(), left), "NotFound");
  await database.db.$transaction((tx) =>
    departSensors(tx, { ids: [left.id], at: clock.now(), reason: "clean_exit", by: "left" }),
  );
  await expectRefused(restoreSensor(admin(), left), "InvalidRequest");
});
