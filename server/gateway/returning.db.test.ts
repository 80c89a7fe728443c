import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeCodes } from "../../sensor-agent/src/protocol.ts";
import { decommission } from "../enrollment/decommission.ts";
import { acceptConflict } from "../lifecycle/accept-conflict.ts";
import { listConflicts } from "../lifecycle/conflicts.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { departSensors } from "../sensors/depart.ts";
import { expectAudited } from "../testing/expect.ts";
import { type TestGateway, testGateway } from "../testing/gateway.ts";
import { aHeartbeat } from "../testing/heartbeat.ts";
import { waitsForLock } from "../testing/waits-for-lock.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const read = (id: string) => gateway.database.db.sensor.findUniqueOrThrow({ where: { id } });
const remove = (id: string) =>
  gateway.database.db.$transaction((tx) =>
    departSensors(tx, { ids: [id], at: new Date(), reason: "auto_removed", by: "system" }),
  );

describe("a sensor that departed", () => {
  it("and connects again is the same sensor, with its name", async () => {
    const sensor = await gateway.enrolled("returns");
    await decommission(gateway.ctx, { id: sensor.id, name: "returns" }, "clean_exit");
    expect((await read(sensor.id)).liveName).toBeNull();
    const connection = await gateway.greet(sensor);
    expect(await read(sensor.id)).toMatchObject({ liveName: "returns", departedAt: null });
    await expectAudited(gateway.database.db, "sensor_revived");
    connection.socket.close();
  });

  it("although its socket is open is asked to connect again, and lives on", async () => {
    const sensor = await gateway.greeted("removed-alive");
    await remove(sensor.id);
    expect(await sensor.ended).toBe(closeCodes.rejoin);
    expect(sensor.frames.some(({ type }) => type === "decommission")).toBe(false);
    const again = await gateway.greet(sensor);
    expect((await read(sensor.id)).departedAt).toBeNull();
    again.socket.close();
  });

  it("gets a suffix when its name is taken by now", async () => {
    const sensor = await gateway.enrolled("wanted");
    await remove(sensor.id);
    await gateway.enrolled("wanted");
    const connection = await gateway.greet(sensor);
    expect((await read(sensor.id)).liveName).toBe("wanted-2");
    connection.socket.close();
  });

  it("by a person's hand stays away", async () => {
    const sensor = await gateway.enrolled("deleted");
    await deleteSensor(gateway.ctx, { id: sensor.id });
    expect(await gateway.connect(sensor).ended).toBe(403);
    expect((await read(sensor.id)).departedAt).not.toBeNull();
  });

  it("ends still, when its cloud said so before", async () => {
    const ending = { terminating: { inSeconds: 600, source: "aws" } };
    const sensor = await gateway.greeted("ending");
    sensor.say({ ...aHeartbeat(0), ...ending });
    await expect.poll(async () => (await read(sensor.id)).terminatingAt).not.toBeNull();
    await remove(sensor.id);
    await sensor.ended;
    const again = await gateway.greet(sensor);
    again.say({ ...aHeartbeat(0), ...ending });
    await expect.poll(async () => (await read(sensor.id)).terminatingAt).not.toBeNull();
    again.socket.close();
  });

  it("by a person's hand stays away, also when that comes while it connects", async () => {
    const sensor = await gateway.enrolled("deleted-late");
    await remove(sensor.id);
    const { pool } = gateway.database;
    const person = await pool.connect();
    await person.query("BEGIN");
    await person.query("UPDATE sensor SET departed_reason = 'deleted' WHERE id = $1", [sensor.id]);
    const connecting = gateway.connect(sensor);
    await waitsForLock(pool);
    await person.query("COMMIT");
    person.release();
    expect(await connecting.ended).toBe(403);
    expect((await read(sensor.id)).departedAt).not.toBeNull();
  });

  it("comes back on one connection, however many come at once", async () => {
    const sensors = await Promise.all(
      ["all-1", "all-2", "all-3", "all-4"].map((name) => gateway.enrolled(name)),
    );
    for (const { id } of sensors) await remove(id);
    const { pool } = gateway.database;
    const other = await pool.connect();
    await other.query("BEGIN");
    await other.query("UPDATE seat SET taken = taken");
    const connections = sensors.map((sensor) => gateway.connect(sensor));
    await waitsForLock(pool);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { rows } = await pool.query(
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    await other.query("COMMIT");
    other.release();
    expect(rows).toHaveLength(1);
    for (const { opened, socket } of connections) {
      await opened;
      socket.close();
    }
  });

  it("stays away while the license has no seat", async () => {
    const sensor = await gateway.enrolled("no-seat");
    await remove(sensor.id);
    const { pool } = gateway.database;
    await pool.query("UPDATE seat SET taken = taken + 1000");
    expect(await gateway.connect(sensor).ended).toBe(403);
    await pool.query("UPDATE seat SET taken = taken - 1000");
    expect((await read(sensor.id)).departedAt).not.toBeNull();
    (await gateway.greet(sensor)).socket.close();
  });
});

describe("what a sensor tells", () => {
  it("is its first heartbeat, once", async () => {
    const sensor = await gateway.greeted("first");
    sensor.say(aHeartbeat(0));
    await sensor.frame("ack").toBeDefined();
    await expect.poll(async () => (await read(sensor.id)).firstHeartbeatAt).not.toBeNull();
    sensor.socket.close();
  });

  it("is the end of its instance, until that is called off", async () => {
    const sensor = await gateway.greeted("spot");
    sensor.say({ ...aHeartbeat(0), terminating: { inSeconds: 120, source: "aws" } });
    await expect.poll(async () => (await read(sensor.id)).terminatingAt).not.toBeNull();
    const { db } = gateway.database;
    const where = { sensorId: sensor.id };
    expect(await db.sensorEvent.count({ where: { ...where, kind: "terminating" } })).toBe(1);
    expect(await db.removalDeadline.count({ where })).toBe(1);
    sensor.say(aHeartbeat(1));
    await expect.poll(async () => (await read(sensor.id)).terminatingAt).toBeNull();
    expect(await db.removalDeadline.count({ where })).toBe(0);
    sensor.socket.close();
  });
});

describe("one identity on two machines", () => {
  it("is no conflict after a reboot, and is one when the old boot comes back", async () => {
    const sensor = await gateway.enrolled("cloned");
    const [one, two] = [randomUUID(), randomUUID()];
    const clones = async () =>
      (await listConflicts(gateway.ctx)).filter(({ kind }) => kind === "clone");
    const first = await gateway.greet(sensor, { bootId: one });
    const second = await gateway.greet(sensor, { bootId: two });
    expect(await first.ended).toBe(closeCodes.replaced);
    await expect.poll(async () => (await read(sensor.id)).bootIds).toEqual([one, two]);
    expect(await clones()).toEqual([]);
    const third = await gateway.greet(sensor, { bootId: one });
    await expect.poll(clones).toMatchObject([{ sensors: [{ id: sensor.id, name: "cloned" }] }]);
    await second.ended;
    await acceptConflict(gateway.ctx, { sensorIds: [sensor.id] });
    await expectAudited(gateway.database.db, "conflict_accepted", gateway.ctx.actor);
    expect(await clones()).toEqual([]);
    third.socket.close();
  });

  it("is seen between two gateways: a notice of the other boot drops the connection here", async () => {
    const sensor = await gateway.enrolled("elsewhere");
    const here = await gateway.greet(sensor, { bootId: randomUUID() });
    await expect.poll(async () => (await read(sensor.id)).bootIds.length).toBe(1);
    const notice = JSON.stringify({ topic: "connected", ids: [sensor.id] });
    const { pool } = gateway.database;
    await pool.query("UPDATE sensor SET boot_ids = array_append(boot_ids, 'other') WHERE id = $1", [
      sensor.id,
    ]);
    await pool.query("SELECT pg_notify('telovix', $1)", [notice]);
    expect(await here.ended).toBe(closeCodes.replaced);
  });
});
