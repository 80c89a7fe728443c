import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../clock.ts";
import { makeListener } from "../db/listen.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, aToken } from "../testing/enrollment.ts";
import { makeMetrics } from "./metrics.ts";
import { makeTally } from "./tally.ts";

const log = pino({ level: "silent" });
const clock = systemClock;
let database: TestDatabase;
let nowMs = 0;
const opened = new AsyncDisposableStack();

beforeAll(async () => {
  database = opened.use(await testDatabase());
});
afterAll(() => opened.disposeAsync());

const metricsOf = ({ db, pool }: TestDatabase) =>
  makeMetrics({ db, pool, clock, monotonicMs: () => nowMs, version: "1.2.3" });

/** The value of a series as `/metrics` writes it. */
async function seriesOf(metrics: ReturnType<typeof makeMetrics>, series: string) {
  const { body } = await metrics.text();
  const line = body.split("\n").find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test("what the database knows is counted, and read again only after five seconds", async () => {
  const ctx = testCtx(database.db, "admin", clock);
  const metrics = metricsOf(database);
  const healthy = () => seriesOf(metrics, 'telovix_sensors{status="healthy"}');
  expect(await healthy()).toBe(0);
  await aSensor(ctx, { name: "counted" });
  await aToken(ctx);
  nowMs += 4_999;
  expect(await healthy()).toBe(0);
  nowMs += 1;
  expect(await healthy()).toBe(1);
  expect(await seriesOf(metrics, "telovix_license_seats_taken")).toBe(1);
  expect(await seriesOf(metrics, 'telovix_enrollment_tokens{state="active"}')).toBe(1);
  expect(await seriesOf(metrics, "telovix_audit_entries_total")).toBeGreaterThan(1);
  expect(await seriesOf(metrics, "telovix_database_up")).toBe(1);
  expect(await seriesOf(metrics, 'telovix_jobs{state="running"}')).toBe(0);
});

test("a database that does not answer is told, and the rest stands", async () => {
  const gone = await testDatabase();
  const metrics = metricsOf(gone);
  await gone[Symbol.asyncDispose]();
  expect(await seriesOf(metrics, "telovix_database_up")).toBe(0);
  expect(await seriesOf(metrics, 'telovix_sensors{status="healthy"}')).toBeUndefined();
  expect(await seriesOf(metrics, 'telovix_build_info{version="1.2.3"}')).toBe(1);
});

test("every console hears what every process counts", async () => {
  const { db, url } = database;
  const metrics = metricsOf(database);
  const listener = makeListener({ url, clock, log });
  opened.defer(() => listener.stop());
  await listener.start();
  listener.on("notice", (notice) => notice.topic === "tally" && metrics.heard(notice));
  const gateway = makeTally({ db, clock, log, connections: () => 7 });
  const console = makeTally({ db, clock, log });
  for (let each = 0; each < 3; each++) gateway.heartbeat();
  gateway.enrollment("enrolled");
  console.enrollment("enrolled");
  console.enrollment("TokenExpired");
  await Promise.all([gateway.stop(), console.stop()]);
  const counted = (outcome: string) =>
    seriesOf(metrics, `telovix_enrollments_total{outcome="${outcome}"}`);
  await expect.poll(() => counted("enrolled")).toBe(2);
  expect(await counted("TokenExpired")).toBe(1);
  expect(await seriesOf(metrics, "telovix_heartbeats_received_total")).toBe(3);
  expect(await seriesOf(metrics, "telovix_gateway_connections")).toBe(7);
  nowMs += 20_000;
  expect(await seriesOf(metrics, "telovix_gateways")).toBe(0);
});
