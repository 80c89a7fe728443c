import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backup } from "../cli/backup.ts";
import { restore } from "../cli/restore.ts";
import type { EnrollDeps } from "../enrollment/admit-batch.ts";
import { enroll } from "../enrollment/enroll.ts";
import { bulkDelete, bulkRestore } from "../jobs/bulk.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps, testSecret } from "../testing/enrollment.ts";
import { finishJobs } from "../testing/jobs.ts";

let database: TestDatabase;
let deps: EnrollDeps;
let requests: object[];
const clock = testClock();
const ctx = () => testCtx(database.db, "admin", clock);
const nameOf = (pick: number) => `seat-${pick}`;
const counted = async ({ db } = database) => ({
  taken: (await db.seat.findFirstOrThrow()).taken,
  enrolled: await db.sensor.count({ where: { departedAt: null } }),
});

beforeAll(async () => {
  database = await testDatabase();
  deps = await enrollDeps(ctx());
  const token = await aToken(ctx(), { type: "batch", maxUses: 10_000 });
  requests = [0, 1, 2, 3, 4, 5].map((pick) => aRequest(token, { name: nameOf(pick) }));
});
afterAll(() => database[Symbol.asyncDispose]());

/** What happens to sensors: a key that enrolls is new, enrolled already, or comes back. */
const happenings = {
  enroll: (pick: number) => enroll(deps, requests[pick]),
  delete: async (pick: number) => {
    const sensor = await database.db.sensor.findUnique({ where: { liveName: nameOf(pick) } });
    if (sensor) await deleteSensor(ctx(), { id: sensor.id });
  },
  deleteMany: async () => {
    await bulkDelete(ctx(), { filter: {} });
    await finishJobs(ctx());
  },
  restoreMany: async () => {
    await bulkRestore(ctx(), { filter: {} });
    await finishJobs(ctx());
  },
  purge: (pick: number) =>
    database.db.sensor.deleteMany({ where: { name: { gte: nameOf(pick) } } }),
  failing: (pick: number) =>
    database.db
      .$transaction([
        database.db.sensor.deleteMany({ where: { name: nameOf(pick) } }),
        database.db.$executeRaw`SELECT 1 / 0`,
      ])
      .catch(() => undefined),
};
const names = [
  ...(["enroll", "enroll", "enroll", "delete"] as const),
  ...(["deleteMany", "restoreMany", "purge", "failing"] as const),
];

it("is the number of records that have not departed, whatever happens to them", async () => {
  const step = fc.tuple(fc.constantFrom(...names), fc.nat(5));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      for (const [name, pick] of steps) {
        await happenings[name](pick);
        const { taken, enrolled } = await counted();
        expect(taken).toBe(enrolled);
      }
    }),
    { numRuns: 15 },
  );
});

it("is right when everything happens at once", async () => {
  await Promise.allSettled(
    Array.from({ length: 60 }, (_, at) => happenings[at % 4 === 3 ? "delete" : "enroll"](at % 6)),
  );
  const { taken, enrolled } = await counted();
  expect(taken).toBe(enrolled);
});

it("is as it was after a restore, and counts on from there", async () => {
  for (const pick of [0, 1, 2]) await happenings.enroll(pick);
  await happenings.delete(1);
  const before = await counted();
  const folder = await mkdtemp(`${tmpdir()}/telovix-seats-`);
  await using target = await testDatabase();
  await withClient(database.url, (client) => backup(client, `${folder}/backup`));
  await withClient(target.url, (client) => restore(client, `${folder}/backup`, testSecret));
  await rm(folder, { recursive: true });
  expect(await counted(target)).toEqual(before);
  await enroll(await enrollDeps(testCtx(target.db, "admin", clock)), requests[1]);
  expect(await counted(target)).toEqual({
    taken: before.taken + 1,
    enrolled: before.enrolled + 1,
  });
});

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client(url);
  await client.connect();
  await use(client).finally(() => client.end());
}
