import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aToken } from "../testing/enrollment.ts";
import { attemptGroups } from "./groups.ts";
import { listAttempts } from "./list.ts";

let database: TestDatabase;
let tokenId: string;
const clock = testClock();
const now = clock.now();
const ctx = () => testCtx(database.db, "admin", clock);
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

beforeAll(async () => {
  database = await testDatabase();
  await aToken(ctx());
  tokenId = (await database.db.enrollmentToken.findFirstOrThrow()).id;
});
afterAll(() => database[Symbol.asyncDispose]());

const few = (...values: string[]) => fc.constantFrom(null, ...values);
const anAttempt = fc.record({
  code: fc.constantFrom("TokenExpired", "NoBtf"),
  hasToken: fc.boolean(),
  machineId: few("m1", "m2"),
  name: few("a", "b"),
  hostname: fc.constantFrom("a", "h"),
  hours: fc.integer({ min: 0, max: 170 }),
  isDismissed: fc.boolean(),
});
const aSensor = fc.record({
  machineId: few("m1", "m3"),
  name: fc.constantFrom("a", "c"),
  hostname: fc.constantFrom("h", "k"),
  hours: fc.integer({ min: 0, max: 200 }),
});
type Attempt = typeof anAttempt extends fc.Arbitrary<infer T> ? T : never;
type Sensor = typeof aSensor extends fc.Arbitrary<infer T> ? T : never;

async function store(attempts: Attempt[], sensors: Sensor[]): Promise<void> {
  const { db } = database;
  await db.sensor.deleteMany();
  await db.enrollmentAttempt.deleteMany();
  await db.sensor.createMany({
    data: sensors.map(({ hours, ...sensor }) => ({
      ...sensor,
      ...{ id: randomUUID(), enrolledAt: hoursAgo(hours), departedAt: now, tokenId },
      ...{ role: "generic_linux", flavor: "standard" as const, tags: [], facts: {} },
      ...{ arch: "amd64", kernel: "6.1", os: "Debian", version: "0.1.0" },
      publicKeyHash: new Uint8Array(randomBytes(32)),
    })),
  });
  await db.enrollmentAttempt.createMany({
    data: attempts.map(({ hours, isDismissed, hasToken, ...attempt }) => ({
      ...attempt,
      ...{ id: randomUUID(), at: hoursAgo(hours), detail: "", address: "192.0.2.1" },
      ...{ dismissedAt: isDismissed ? now : null, tokenId: hasToken ? tokenId : null },
    })),
  });
}

function isOpen(attempt: Attempt, sensors: Sensor[]): boolean {
  const became = sensors.some((sensor) => {
    if (sensor.hours > attempt.hours) return false;
    if (attempt.machineId && sensor.machineId) return attempt.machineId === sensor.machineId;
    return attempt.name ? attempt.name === sensor.name : attempt.hostname === sensor.hostname;
  });
  return attempt.hours < 168 && !attempt.isDismissed && !became;
}

it("counts the attempts that a naive look at each of them counts", async () => {
  const input = [
    fc.array(anAttempt, { maxLength: 12 }),
    fc.array(aSensor, { maxLength: 4 }),
  ] as const;
  await fc.assert(
    fc.asyncProperty(...input, async (attempts, sensors) => {
      await store(attempts, sensors);
      const open = attempts.filter((attempt) => isOpen(attempt, sensors));
      const keys = new Map<string, number>();
      for (const { code, hasToken } of open) {
        const key = `${code} ${hasToken ? tokenId : null}`;
        keys.set(key, (keys.get(key) ?? 0) + 1);
      }
      const { items, total } = await attemptGroups(ctx(), { limit: 50 });
      const counted = items.map(({ code, tokenId, count }) => [`${code} ${tokenId}`, count]);
      expect(new Map(counted as [string, number][])).toEqual(keys);
      expect(total).toBe(keys.size);
      for (const { code, tokenId, count } of items) {
        expect((await listAttempts(ctx(), { code, tokenId, limit: 50 })).total).toBe(count);
      }
    }),
    { numRuns: 60 },
  );
});
