import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { restoreSensor } from "../departed/restore.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { departSensors } from "../sensors/depart.ts";
import { listSensors } from "../sensors/list.ts";
import { ListSensors } from "../sensors/schema.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { finishJobs } from "../testing/jobs.ts";
import { bulkDelete, bulkRestore } from "./bulk.ts";
import { getJob } from "./get.ts";
import { listJobItems } from "./items.ts";
import { previewRestore } from "./preview.ts";
import { ListJobItems } from "./schema.ts";
import { undoJob } from "./undo.ts";

let database: TestDatabase;
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const finish = () => finishJobs({ db: database.db, clock });
const names = async () =>
  (await listSensors(admin(), ListSensors.parse({}))).items.map(({ name }) => name);
const itemsOf = async (id: string) =>
  (await listJobItems(admin(), ListJobItems.parse({ id }))).items.map(
    ({ name, state, reason, newName }) => [name, state, reason ?? newName],
  );

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token, job, job_item CASCADE`;
  await database.db.$executeRaw`SELECT tick_listening()`;
});
afterAll(() => database[Symbol.asyncDispose]());

async function deleteAll(): Promise<string> {
  const { jobId } = await bulkDelete(admin(), { filter: {} });
  await finish();
  return jobId;
}

it("brings back what a job deleted, as a job of its own, once", async () => {
  for (const name of ["one", "two"]) await aSensor(admin(), { name });
  const id = await deleteAll();
  expect((await getJob(admin(), { id })).undoableUntil).toBe("2026-06-01T12:05:00.000Z");
  const undo = await undoJob(admin(), { id });
  await finish();
  await expectAudited(database.db, "sensor_restored", admin().actor);
  expect(await names()).toEqual(["one", "two"]);
  expect(await getJob(admin(), { id: undo.jobId })).toMatchObject({ undoes: id, done: 2 });
  expect((await getJob(admin(), { id })).undoableUntil).toBeNull();
  await expectRefused(undoJob(admin(), { id }), "JobState");
});

it("gives a free name where the old one was taken, to the last that had it", async () => {
  const first = await aSensor(admin(), { name: "web" });
  await deleteSensor(admin(), first);
  clock.advance(1_000);
  await aSensor(admin(), { name: "web" });
  await deleteAll();
  await aSensor(admin(), { name: "db" });
  const { jobId } = await bulkRestore(admin(), { filter: { reason: ["deleted"] } });
  await finish();
  expect(await names()).toEqual(["db", "web", "web-2"]);
  expect((await itemsOf(jobId)).map(([, state]) => state)).toEqual(["done", "done"]);
  expect(await itemsOf(jobId)).toContainEqual(["web", "done", "web-2"]);
});

it("leaves what somebody restored and deleted again", async () => {
  const sensor = await aSensor(admin(), { name: "again" });
  const id = await deleteAll();
  clock.advance(1_000);
  await restoreSensor(admin(), sensor);
  await deleteSensor(admin(), sensor);
  expect(await undoJob(admin(), { id })).toMatchObject({ matched: 0 });
});

it("is refused after five minutes, to operators, for other jobs, and while the job runs", async () => {
  await aSensor(admin(), { name: "late" });
  const { jobId: id } = await bulkDelete(admin(), { filter: {} });
  await expectRefused(undoJob(admin(), { id }), "JobState");
  await finish();
  await expectRefused(undoJob(testCtx(database.db, "operator", clock), { id }), "Forbidden");
  clock.advance(5 * 60_000 + 1);
  await expectRefused(undoJob(admin(), { id }), "UndoExpired");
  const restored = await bulkRestore(admin(), { filter: {} });
  await finish();
  await expectRefused(undoJob(admin(), { id: restored.jobId }), "JobState");
});

it("takes a seat for each, and says who got none", async () => {
  for (const name of ["a", "b", "c"]) await aSensor(admin(), { name });
  const id = await deleteAll();
  await database.db.$executeRaw`UPDATE seat SET taken = 98`;
  const undo = await undoJob(admin(), { id });
  await finish();
  const states = (await itemsOf(undo.jobId)).map(([, state, reason]) => `${state} ${reason}`);
  expect(states.sort()).toEqual(["done null", "done null", "failed NoSeat"]);
  await database.db
    .$executeRaw`UPDATE seat SET taken = (SELECT count(*) FROM sensor WHERE departed_at IS NULL)`;
});

it("restores only what a person deleted, and a preview says so before", async () => {
  const left = await aSensor(admin(), { name: "left" });
  await database.db.$transaction((tx) =>
    departSensors(tx, { ids: [left.id], at: clock.now(), reason: "clean_exit", by: "left" }),
  );
  const shown = await previewRestore(admin(), { ids: [left.id, crypto.randomUUID()] });
  expect(shown).toMatchObject({
    ...{ count: 1, possible: 0, unknown: 1 },
    obstacles: [{ reason: "NotDeleted", count: 1 }],
  });
  const { jobId } = await bulkRestore(admin(), { ids: [left.id] });
  await finish();
  expect(await itemsOf(jobId)).toEqual([["left", "skipped", "NotDeleted"]]);
});
