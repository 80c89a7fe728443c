import { pino } from "pino";
import { expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { makeListener } from "../db/listen.ts";
import { testCtx } from "../testing/context.ts";
import { testDatabase } from "../testing/database.ts";
import { aSensor, aToken } from "../testing/enrollment.ts";
import { deleteSensor } from "./delete.ts";
import { makeLiveFeed } from "./live-feed.ts";

it("tells an open page the counts at once, then what enrolls, crosses a threshold and departs", async () => {
  await using database = await testDatabase();
  const { db } = database;
  const shared = { clock: systemClock, log: pino({ level: "silent" }) };
  const listener = makeListener({ url: database.url, ...shared });
  await listener.start();
  const feed = makeLiveFeed({ db, listener, ...shared });
  await feed.start();
  const page = feed.changes(new AbortController().signal)[Symbol.asyncIterator]();
  const next = async () => (await page.next()).value;
  await db.$executeRaw`SELECT tick_listening()`;

  expect(await next()).toMatchObject({ counts: { total: 0 } });
  const ctx = testCtx(db, "admin", systemClock);
  // The first look after the start tells of its own that there was none before.
  expect(await next()).toMatchObject({ counts: { total: 0 } });
  await aToken(ctx);
  expect(await next()).toMatchObject({ counts: { total: 0 }, ids: [] });
  const { id } = await aSensor(ctx);
  const counts = async (wanted: object) => {
    for (let tries = 0; tries < 5; tries++) {
      const change = await next();
      if (Object.entries(wanted).every(([key, value]) => change.counts[key] === value)) return true;
    }
    return false;
  };
  expect(await counts({ healthy: 1, total: 1 })).toBe(true);
  await db.$executeRaw`UPDATE sensor_heartbeat SET heard_at = heard_at - interval '44.5 seconds' WHERE sensor_id = ${id}::uuid`;
  await db.$executeRaw`SELECT tick_listening()`;
  expect(await counts({ healthy: 0, degraded: 1 })).toBe(true);
  await deleteSensor(ctx, { id });
  expect(await counts({ total: 0, departed: 1 })).toBe(true);
  await feed.stop();
  await listener.stop();
});
