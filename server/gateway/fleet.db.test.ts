import { EventEmitter } from "node:events";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { closeCodes } from "../../sensor-agent/src/protocol.ts";
import type { Ctx } from "../context.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { aHeartbeat, aHello } from "../testing/heartbeat.ts";
import { makeFleet } from "./fleet.ts";

let database: TestDatabase;
let ctx: Ctx;
let fleet: ReturnType<typeof makeFleet>;

beforeAll(async () => {
  database = await testDatabase();
  ctx = testCtx(database.db, "admin");
  await database.pool.query("SELECT ensure_metric_partition((now() AT TIME ZONE 'UTC')::date)");
  const log = pino({ level: "silent" });
  fleet = makeFleet({ pool: database.pool, log, monotonicMs: () => performance.now() });
});
afterAll(() => database[Symbol.asyncDispose]());

/** A sensor that was identified, and the codes that its socket is closed with. */
async function connected(name: string) {
  const { id } = await aSensor(ctx, { name });
  const closed: number[] = [];
  const socket = Object.assign(new EventEmitter(), {
    ...{ readyState: 1, OPEN: 1, bufferedAmount: 0 },
    close: (code: number) => void closed.push(code),
    send: () => undefined,
  });
  const known = { hasReported: false, isTerminating: false, bootId: undefined };
  const add = () =>
    fleet.add(socket as unknown as WebSocket, {
      ...{ id, name, serial: "", ephemeral: false, tags: [], ...known },
    });
  const say = (frame: object) => socket.emit("message", Buffer.from(JSON.stringify(frame)));
  return { id, closed, add, say };
}
/** No notice of it reaches a gateway. */
const depart = (id: string, reason: string) =>
  database.pool.query(
    `UPDATE sensor SET departed_at = now(), departed_reason = $2::depart_reason, live_name = NULL
     WHERE id = $1`,
    [id, reason],
  );

it.each([
  ["auto_removed", closeCodes.rejoin],
  ["node_deleted", closeCodes.rejoin],
  ["deleted", closeCodes.departed],
])("lets go of a sensor that departed (%s) while it connected", async (reason, code) => {
  const sensor = await connected(`late-${reason.replace("_", "-")}`);
  await depart(sensor.id, reason);
  sensor.add();
  await fleet.flush();
  expect(sensor.closed).toEqual([code]);
});

it("lets go of one that departed while nobody listened, as soon as the database answers", async () => {
  const sensor = await connected("unheard");
  sensor.add();
  await fleet.flush();
  await depart(sensor.id, "deleted");
  await fleet.flush();
  expect(sensor.closed).toEqual([]);
  fleet.recheck();
  await database.pool.query("ALTER TABLE sensor RENAME TO away");
  await expect(fleet.flush()).rejects.toThrow("sensor");
  await database.pool.query("ALTER TABLE away RENAME TO sensor");
  await fleet.flush();
  expect(sensor.closed).toEqual([closeCodes.departed]);
});

it("tells an announced end again when the database did not take it", async () => {
  const sensor = await connected("ending");
  const ending = (seq: number) => ({
    ...aHeartbeat(seq),
    terminating: { inSeconds: 120, source: "aws" },
  });
  const announced = async () =>
    (await database.db.sensor.findUniqueOrThrow({ where: { id: sensor.id } })).terminatingAt;
  sensor.add();
  sensor.say(aHello);
  await database.pool.query("ALTER TABLE sensor_event RENAME TO away");
  sensor.say(ending(0));
  await fleet.flush();
  expect(await announced()).toBeNull();
  await database.pool.query("ALTER TABLE away RENAME TO sensor_event");
  sensor.say(ending(1));
  await expect.poll(announced).not.toBeNull();
});
