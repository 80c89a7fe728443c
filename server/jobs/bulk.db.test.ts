import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getSensor } from "../sensors/get.ts";
import { listSensors } from "../sensors/list.ts";
import { ListSensors } from "../sensors/schema.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { finishJobs } from "../testing/jobs.ts";
import { bulkDelete, bulkEphemeral, bulkTags } from "./bulk.ts";
import { cancelJob } from "./cancel.ts";
import { getJob } from "./get.ts";
import { listJobItems } from "./items.ts";
import { listJobs } from "./list.ts";
import { previewBulk } from "./preview.ts";
import { dropOldJobs } from "./retention.ts";
import { retryJob } from "./retry.ts";
import { BulkTags, ListJobItems, ListJobs, PreviewBulk } from "./schema.ts";

let database: TestDatabase;
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const operator = () => testCtx(database.db, "operator", clock);
const list = (input: object = {}) => listSensors(admin(), ListSensors.parse(input));
const names = async (input: object = {}) => (await list(input)).items.map(({ name }) => name);
const preview = (input: object) => previewBulk(admin(), PreviewBulk.parse(input));
const tagAll = (input: object) => bulkTags(operator(), BulkTags.parse(input));
const silence = (id: string, seconds: number) =>
  database.db
    .$executeRaw`UPDATE sensor_heartbeat SET heard_at = listening_now() - ${seconds} * interval '1 second' WHERE sensor_id = ${id}::uuid`;
const finish = () => finishJobs({ db: database.db, clock });
const itemsOf = async (id: string, input: object = {}) =>
  (await listJobItems(admin(), ListJobItems.parse({ id, ...input }))).items.map(
    ({ name, state, reason }) => [name, state, reason],
  );

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token, job, job_item CASCADE`;
  await database.db.$executeRaw`SELECT tick_listening()`;
});
afterAll(() => database[Symbol.asyncDispose]());

describe("bulk delete", () => {
  it("deletes exactly what matches, with one audit entry that names the sensors", async () => {
    for (const name of ["s1", "s2", "live"]) {
      const { id } = await aSensor(admin(), { name });
      if (name !== "live") await silence(id, 120);
    }
    const before = await database.db.auditEntry.count();
    const filter = { status: ["stale" as const] };
    const { matched, jobId } = await bulkDelete(admin(), { filter, expectedCount: 2 });
    expect(matched).toBe(2);
    await finish();
    expect(await names()).toEqual(["live"]);
    await expectAudited(database.db, "sensor_deleted", admin().actor);
    expect(await database.db.auditEntry.count()).toBe(before + 1);
    const entry = await database.db.auditEntry.findFirst({ orderBy: { seq: "desc" } });
    expect(entry).toMatchObject({ target: `job:${jobId}`, details: { count: 2, filter } });
    expect(await getJob(admin(), { id: jobId })).toMatchObject({ state: "succeeded", done: 2 });
  });

  it("leaves a sensor that reports back before its turn, but not one that only grew older", async () => {
    const back = await aSensor(admin(), { name: "back" });
    const older = await aSensor(admin(), { name: "older" });
    for (const { id } of [back, older]) await silence(id, 355);
    const { jobId } = await bulkDelete(admin(), { filter: { status: ["stale"] } });
    await silence(back.id, 0);
    await database.db.$executeRaw`UPDATE listening SET missed_ms = missed_ms - 60000`;
    await finish();
    expect(await itemsOf(jobId)).toEqual([
      ["back", "skipped", "ReportedBack"],
      ["older", "done", null],
    ]);
    expect((await getJob(admin(), { id: jobId })).skipped).toBe(1);
  });

  it("does not wait for a heartbeat that is being written: its sensor lives", async () => {
    const { id } = await aSensor(admin(), { name: "just-now" });
    await silence(id, 120);
    const { jobId } = await bulkDelete(admin(), { filter: { status: ["stale"] } });
    const gateway = await database.pool.connect();
    await gateway.query("BEGIN");
    await gateway.query("UPDATE sensor_heartbeat SET heard_at = listening_now()");
    await finish();
    await gateway.query("COMMIT");
    gateway.release();
    expect(await itemsOf(jobId)).toEqual([["just-now", "skipped", "ReportedBack"]]);
  });

  it("deletes what was picked by id whatever its status, and says which had left before", async () => {
    const [one, gone] = [
      await aSensor(admin(), { name: "one" }),
      await aSensor(admin(), { name: "gone" }),
    ];
    await bulkDelete(admin(), { ids: [gone.id] });
    await finish();
    const { jobId } = await bulkDelete(admin(), { ids: [one.id, gone.id] });
    await finish();
    expect(await itemsOf(jobId)).toEqual([
      ["gone", "skipped", "AlreadyDeparted"],
      ["one", "done", null],
    ]);
  });

  it("changes nothing when the set is another than the one confirmed, also of the same size", async () => {
    const one = await aSensor(admin(), { name: "one" });
    await expectRefused(bulkDelete(admin(), { filter: {}, expectedCount: 2 }), "CountChanged");
    const { count, set } = await preview({ kind: "delete", filter: {} });
    const confirmed = { filter: {}, expectedCount: count, expectedSet: set };
    await bulkDelete(admin(), { ids: [one.id] });
    await finish();
    await aSensor(admin(), { name: "two" });
    await expectRefused(bulkDelete(admin(), confirmed), "CountChanged");
    expect(await names()).toEqual(["two"]);
    expect(await database.db.jobItem.count()).toBe(1);
  });

  it("is not for operators", async () => {
    await expectRefused(bulkDelete(operator(), { filter: {} }), "Forbidden");
  });
});

describe("bulk tags", () => {
  it("add and remove, keep the order, and tag a sensor no further than it can hold", async () => {
    const full = Array.from({ length: 32 }, (_, index) => `n:${index}`);
    await aSensor(admin(), { name: "full", tags: full });
    await aSensor(admin(), { name: "free", tags: ["b:2", "a:1"] });
    await aSensor(admin(), { name: "has", tags: ["x:1"] });
    const change = { filter: {}, add: ["x:1"], remove: ["a:1"] };
    const shown = await preview({ kind: "tags", ...change });
    expect(shown).toMatchObject({ count: 3, possible: 1, sample: [{ name: "free" }] });
    const { jobId } = await tagAll(change);
    await finish();
    expect(await itemsOf(jobId)).toEqual([
      ["free", "done", null],
      ["full", "failed", "TooManyTags"],
      ["has", "skipped", "Unchanged"],
    ]);
    expect((await list({ q: "free" })).items[0]?.tags).toEqual(["b:2", "x:1"]);
    await expectAudited(database.db, "sensor_tags_changed", operator().actor);
    expect(await getJob(admin(), { id: jobId })).toMatchObject({ state: "failed", failed: 1 });
  });

  it("are tried again on those that failed", async () => {
    const tags = Array.from({ length: 32 }, (_, index) => `n:${index}`);
    const { id } = await aSensor(admin(), { name: "full", tags });
    const { jobId } = await tagAll({ filter: {}, add: ["x:1"], remove: [] });
    await finish();
    await tagAll({ ids: [id], remove: ["n:0"] });
    await finish();
    const retried = await retryJob(operator(), { id: jobId });
    await finish();
    expect(await itemsOf(retried.jobId)).toEqual([["full", "done", null]]);
    expect(await getJob(admin(), { id: retried.jobId })).toMatchObject({ retries: jobId });
    expect((await getSensor(admin(), { id })).tags).toContain("x:1");
    await expectRefused(retryJob(operator(), { id: retried.jobId }), "JobState");
  });

  it("are not for viewers", async () => {
    const viewer = testCtx(database.db, "viewer", clock);
    await expectRefused(bulkTags(viewer, { filter: {}, add: ["a:1"], remove: [] }), "Forbidden");
    await expectRefused(retryJob(viewer, { id: crypto.randomUUID() }), "Forbidden");
  });
});

describe("bulk ephemeral", () => {
  it("gives sensors a deadline and takes it again; a preview says who would be removed at once", async () => {
    const { id } = await aSensor(admin(), { name: "one" });
    await silence(id, 120);
    const change = { filter: {}, ephemeral: true, removeAfterSeconds: 60 };
    expect(await preview({ kind: "ephemeral", ...change })).toMatchObject({ removedAtOnce: 1 });
    await bulkEphemeral(operator(), { ...change, removeAfterSeconds: 600 });
    await finish();
    await expectAudited(database.db, "sensor_ephemeral_changed", operator().actor);
    const sensor = await getSensor(admin(), { id });
    expect(sensor).toMatchObject({ ephemeral: true, removeAfterSeconds: 600 });
    expect(sensor.removalDueAt).not.toBeNull();
    await bulkEphemeral(operator(), { ids: [id], ephemeral: false });
    await finish();
    expect(await getSensor(admin(), { id })).toMatchObject({
      ephemeral: false,
      removalDueAt: null,
    });
  });
});

describe("a job", () => {
  it("that is cancelled leaves the rest, is audited once, and cannot be cancelled again", async () => {
    await aSensor(admin(), { name: "spared" });
    const { jobId } = await bulkDelete(admin(), { filter: {} });
    await expectRefused(cancelJob(operator(), { id: jobId }), "Forbidden");
    expect(await cancelJob(admin(), { id: jobId })).toMatchObject({ state: "cancelled", done: 0 });
    await expectAudited(database.db, "sensor_deleted", admin().actor);
    await finish();
    expect(await names()).toEqual(["spared"]);
    expect(await itemsOf(jobId, { state: ["left"] })).toEqual([["spared", "left", null]]);
    await expectRefused(cancelJob(admin(), { id: jobId }), "JobState");
  });

  it("is dropped with its items 90 days after its end, and stays in the audit", async () => {
    await aSensor(admin(), { name: "one" });
    await tagAll({ filter: {}, add: ["x:1"] });
    await finish();
    const drop = (days: number) =>
      database.db.$transaction((tx) =>
        dropOldJobs(tx, new Date(clock.now().getTime() + days * 86_400_000)),
      );
    await drop(90);
    expect(await database.db.jobItem.count()).toBe(1);
    await drop(91);
    expect([await database.db.job.count(), await database.db.jobItem.count()]).toEqual([0, 0]);
    await expectAudited(database.db, "sensor_tags_changed");
  });

  it("of a release that kept no request is shown, and not tried again", async () => {
    const at = clock.now();
    const numbers = { total: 3, done: 2, failed: 1 };
    const times = { createdAt: at, createdBy: "ada", finishedAt: at };
    const { id } = await database.db.job.create({
      data: { id: randomUUID(), kind: "tags", state: "succeeded", ...numbers, ...times },
    });
    const { items } = await listJobs(admin(), ListJobs.parse({}));
    expect(items).toMatchObject([{ id, kind: "tags", done: 2, filter: null }]);
    await expectRefused(retryJob(admin(), { id }), "JobState");
  });

  it("is listed newest first, with its items by name, page by page", async () => {
    for (const name of ["c", "a", "b"]) await aSensor(admin(), { name });
    const { jobId } = await tagAll({ filter: {}, add: ["x:1"] });
    clock.advance(1_000);
    await tagAll({ filter: { q: "nobody" }, add: ["x:1"] });
    await finish();
    const first = await listJobs(admin(), ListJobs.parse({ limit: 1 }));
    expect(first).toMatchObject({ total: 2, items: [{ total: 0, state: "succeeded" }] });
    const next = { limit: 1, cursor: first.nextCursor };
    expect((await listJobs(admin(), ListJobs.parse(next))).items[0]?.id).toBe(jobId);
    const page = await listJobItems(admin(), ListJobItems.parse({ id: jobId, limit: 2 }));
    expect(page.items.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(await itemsOf(jobId, { cursor: page.nextCursor })).toEqual([["c", "done", null]]);
  });
});
