import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listConflicts } from "../lifecycle/conflicts.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { aCsr } from "../testing/csr.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import type { EnrollDeps } from "./admit-batch.ts";
import { enroll } from "./enroll.ts";

let database: TestDatabase;
let deps: EnrollDeps;
const ctx = () => testCtx(database.db, "admin", testClock());

beforeAll(async () => {
  database = await testDatabase();
  deps = await enrollDeps(ctx());
});
afterAll(() => database[Symbol.asyncDispose]());

const join = async (changes: object) => enroll(deps, aRequest(await aToken(ctx()), changes));
const silence = (id: string, seconds: number) =>
  database.pool.query(
    "UPDATE sensor_heartbeat SET heard_at = listening_now() - $2 * interval '1 s' WHERE sensor_id = $1",
    [id, seconds],
  );
const read = (id: string) => database.db.sensor.findUniqueOrThrow({ where: { id } });
const sharing = async () =>
  (await listConflicts(ctx()))
    .filter(({ kind }) => kind === "machine")
    .map(({ sensors }) => sensors.map(({ name }) => name).sort());

describe("a name that is held", () => {
  it("is taken over by the same machine with a new key once the holder is silent", async () => {
    const machine = { name: "reinstalled", machineId: "m-1" };
    const before = await join(machine);
    await silence(before.sensorId, 46);
    const after = await join(machine);
    expect(after.name).toBe("reinstalled");
    expect(after.sensorId).not.toBe(before.sensorId);
    expect(await read(before.sensorId)).toMatchObject({
      departedReason: "replaced",
      liveName: null,
    });
    await expectAudited(database.db, "sensor_enrolled");
  });

  it("gets a suffix on the same machine while the holder reports, and both show as a conflict", async () => {
    const machine = { name: "cloned", machineId: "m-2" };
    await join(machine);
    expect((await join(machine)).name).toBe("cloned-2");
    expect(await sharing()).toEqual([["cloned", "cloned-2"]]);
  });

  it("is no conflict any more when one of the two is silent", async () => {
    const machine = { name: "moved", machineId: "m-3" };
    const first = await join(machine);
    await join(machine);
    await silence(first.sensorId, 91);
    expect(await sharing()).not.toContainEqual(["moved", "moved-2"]);
  });

  it.each([
    ["another machine", { machineId: "m-5" }],
    ["a machine that does not say which it is", {}],
  ])("is never taken over by %s, however silent the holder is", async (_who, other) => {
    const first = await join({ name: "mine", machineId: "m-4" });
    await silence(first.sensorId, 100_000);
    expect((await join({ name: "mine", ...other })).name).toMatch(/^mine-\d$/);
    expect((await read(first.sensorId)).departedAt).toBeNull();
  });
});

describe("a key that is known", () => {
  it("goes on under its id with another token, and uses that once", async () => {
    const { csr } = aCsr();
    const first = await join({ csr, name: "rotated" });
    const token = await aToken(ctx(), { type: "one_time", tags: ["env:prod"] });
    const again = await enroll(deps, aRequest(token, { csr, name: "rotated" }));
    expect(again).toMatchObject({ sensorId: first.sensorId, name: "rotated" });
    const row = await read(first.sensorId);
    expect(row.tags).toContain("env:prod");
    const used = await database.db.enrollmentToken.findUniqueOrThrow({
      where: { id: row.tokenId },
    });
    expect(used.uses).toBe(1);
    await expectRefused(enroll(deps, aRequest(token, { name: "else" })), "TokenExhausted");
  });

  it("takes no second seat", async () => {
    const { csr } = aCsr();
    await join({ csr, name: "seated" });
    const taken = async () =>
      (await database.db.seat.findUniqueOrThrow({ where: { id: 1 } })).taken;
    const before = await taken();
    await join({ csr, name: "seated" });
    expect(await taken()).toBe(before);
  });
});

describe("how long an ephemeral sensor may be silent", () => {
  it.each([
    ["the token", { removeAfterSeconds: 300 }, { removeAfterSeconds: 600 }, 300],
    ["else the install", {}, { removeAfterSeconds: 600 }, 600],
    ["else the setting", {}, {}, 1800],
  ])("says %s", async (_who, fixed, asked, expected) => {
    const token = await aToken(ctx(), { type: "one_time", ephemeral: true, ...fixed });
    const { sensorId } = await enroll(
      deps,
      aRequest(token, { name: `life-${expected}`, ...asked }),
    );
    expect(await read(sensorId)).toMatchObject({ ephemeral: true, removeAfterSeconds: expected });
    expect(await database.db.removalDeadline.count({ where: { sensorId } })).toBe(1);
  });

  it("says nobody for a permanent one", async () => {
    const { sensorId } = await join({ name: "stays", removeAfterSeconds: 600 });
    expect(await read(sensorId)).toMatchObject({ ephemeral: false, removeAfterSeconds: null });
    expect(await database.db.removalDeadline.count({ where: { sensorId } })).toBe(0);
  });
});
