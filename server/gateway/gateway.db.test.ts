import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeCodes, frameBytesMax } from "../../sensor-agent/src/protocol.ts";
import type { Authority } from "../ca/authority.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { updateTags } from "../sensors/update-tags.ts";
import { testCtx } from "../testing/context.ts";
import { aCsr } from "../testing/csr.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { enrollDeps } from "../testing/enrollment.ts";
import { type TestGateway, testGateway } from "../testing/gateway.ts";
import { aHeartbeat, aHello } from "../testing/heartbeat.ts";

let gateway: TestGateway;
let database: TestDatabase;
let authority: Authority;
let connect: TestGateway["connect"];
let enrolled: TestGateway["enrolled"];
let greeted: TestGateway["greeted"];
const ctx = () => gateway.ctx;

beforeAll(async () => {
  gateway = await testGateway();
  ({ database, authority, connect, enrolled, greeted } = gateway);
});
afterAll(() => gateway[Symbol.asyncDispose]());

describe("a connected sensor", () => {
  it("is welcomed with its tags, and each heartbeat is acknowledged once it is in the database", async () => {
    const sensor = await greeted("steady");
    const before = await database.db.sensorHeartbeat.findUniqueOrThrow({
      where: { sensorId: sensor.id },
    });
    sensor.say(aHeartbeat(0));
    await sensor.frame("ack").toEqual({ type: "ack", seq: 0 });
    const after = await database.db.sensorHeartbeat.findUniqueOrThrow({
      where: { sensorId: sensor.id },
    });
    expect(after.at.getTime()).toBeGreaterThan(before.at.getTime());
    expect(sensor.frames[0]).toMatchObject({
      type: "welcome",
      sensorId: sensor.id,
      tags: ["env:lab"],
    });
    await expect
      .poll(() => database.db.sensorMetric.count({ where: { sensorId: sensor.id, exec: 12 } }))
      .toBe(1);
    sensor.socket.close();
  });

  it("hears of new tags, and is told to leave within a second of its deletion", async () => {
    const sensor = await greeted("commanded");
    await updateTags(ctx(), { id: sensor.id, tags: ["env:prod"] });
    await sensor.frame("tags").toEqual({ type: "tags", tags: ["env:prod"] });
    const begin = performance.now();
    await deleteSensor(ctx(), { id: sensor.id });
    expect(await sensor.ended).toBe(closeCodes.departed);
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(sensor.frames.at(-1)?.type).toBe("decommission");
    expect(await connect(sensor).ended).toBe(403);
  });

  it("is replaced by its own newer connection", async () => {
    const sensor = await greeted("twice");
    const newer = connect(sensor);
    expect(await sensor.ended).toBe(closeCodes.replaced);
    newer.socket.close();
  });
});

describe("bad frames", () => {
  it.each([
    ["text", "$(reboot)"],
    ["another shape", { type: "heartbeat", seq: 1 }],
    ["an unknown type", { type: "root" }],
    ["a second hello", aHello],
    ["a heartbeat that goes back", "seq"],
  ])("%s closes that socket and no other", async (title, frame) => {
    const [bad, good] = [await greeted("bad"), await greeted("good")];
    if (frame === "seq") for (const seq of [5, 4]) bad.say(aHeartbeat(seq));
    else bad.say(frame);
    expect(await bad.ended, title).toBe(closeCodes.badFrame);
    good.say(aHeartbeat(0));
    await good.frame("ack").toEqual({ type: "ack", seq: 0 });
    good.socket.close();
  });

  it("an oversized frame is refused unread", async () => {
    const sensor = await greeted("large");
    sensor.say("x".repeat(frameBytesMax + 1));
    expect(await sensor.ended).toBe(1009);
  });

  it("a flood is cut off", async () => {
    const sensor = await greeted("flood");
    for (let seq = 0; seq < 200; seq++) sensor.say(aHeartbeat(seq));
    expect(await sensor.ended).toBe(closeCodes.badFrame);
  });
});

describe("certificates", () => {
  it("missing: 401", async () => {
    expect(await connect({}).ended).toBe(401);
  });

  it("of another authority, or unknown to the database: 401", async () => {
    const { key, csr: _csr } = aCsr();
    const publicKey = createPublicKey(key);
    const unknown = authority.signSensor({
      publicKey,
      sensorId: crypto.randomUUID(),
      ephemeral: false,
      now: new Date(),
    });
    expect(await connect({ key, cert: unknown.pem }).ended).toBe(401);
    await using other = await testDatabase();
    const forged = (await enrollDeps(testCtx(other.db, "admin"))).authority.signSensor({
      publicKey,
      sensorId: "x",
      ephemeral: false,
      now: new Date(),
    });
    expect(await connect({ key, cert: forged.pem }).ended).toBe(401);
  });

  it("expired: 401, although the database knows it", async () => {
    const sensor = await enrolled("expired");
    const past = new Date(Date.now() - 40 * 86_400_000);
    const old = authority.signSensor({
      publicKey: createPublicKey(sensor.key),
      sensorId: sensor.id,
      ephemeral: false,
      now: past,
    });
    const { serial, notBefore, notAfter } = old;
    await database.db.sensorCertificate.create({
      data: { serial, notBefore, notAfter, sensorId: sensor.id },
    });
    expect(await connect({ key: sensor.key, cert: old.pem }).ended).toBe(401);
  });
});

describe("the listening clock", () => {
  const listening = async () => {
    const [row] = await database.db.$queryRaw<
      { behind: number }[]
    >`SELECT extract(epoch FROM now() - listening_now())::float8 AS behind`;
    return row?.behind ?? Number.NaN;
  };

  it("takes off the time in which no gateway could hear, once", async () => {
    const before = await listening();
    await database.db.$executeRaw`UPDATE listening SET last_at = now() - interval '600 seconds'`;
    await Promise.all([1, 2, 3].map(() => database.db.$queryRaw`SELECT tick_listening()`));
    expect((await listening()) - before).toBeCloseTo(600, 0);
  });

  it("runs on over a short silence", async () => {
    const before = await listening();
    await database.db.$executeRaw`UPDATE listening SET last_at = now() - interval '4 seconds'`;
    await database.db.$queryRaw`SELECT tick_listening()`;
    expect((await listening()) - before).toBeCloseTo(0, 0);
  });
});
