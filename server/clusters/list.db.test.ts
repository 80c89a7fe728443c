import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteSensor } from "../sensors/delete.ts";
import { aCluster, aMember } from "../testing/cluster.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, aToken } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { revokeToken } from "../tokens/revoke.ts";
import { forgetClusters } from "./forget.ts";
import { getCluster } from "./get.ts";
import { listClusters } from "./list.ts";
import { clusterSortKeys, ListClusters } from "./schema.ts";
import { clusterTotals } from "./totals.ts";

let database: TestDatabase;
const clock = testClock();
const ctx = () => testCtx(database.db, "admin", clock);
const list = (input: object = {}) => listClusters(ctx(), ListClusters.parse(input));

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.pool.query("TRUNCATE cluster, enrollment_token CASCADE");
});

describe("a cluster", () => {
  it("counts its nodes, those with a sensor, and names those without", async () => {
    const { clusterUid, members, nodes, report, reporter } = await aCluster(ctx(), 3);
    await report([
      ...nodes,
      { name: "bare-2", uid: randomUUID() },
      { name: "bare-1", uid: randomUUID() },
    ]);
    await deleteSensor(ctx(), { id: members[2]?.id ?? "" });
    const { items, total } = await list();
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      ...{ name: "prod", uid: clusterUid, nodes: 5, protected: 2, missing: 3, sensors: 2 },
      hasNamesakes: false,
      ...{ reportedAt: clock.now().toISOString(), reporter: { id: reporter.id } },
    });
    const { missingNodes } = await getCluster(ctx(), { name: "prod" });
    expect(missingNodes).toEqual(["bare-1", "bare-2", members[2]?.name].toSorted());
  });

  it("tells versions and flavors, the most frequent first", async () => {
    const { clusterUid, token } = await aCluster(ctx(), 1);
    for (const version of ["0.2.0", "0.2.0", "0.3.0"])
      await aMember(ctx(), token, clusterUid, { version, flavor: "telecom" });
    const { items } = await list();
    expect(items[0]?.versions).toEqual([
      { version: "0.2.0", count: 2 },
      { version: "0.1.0", count: 1 },
      { version: "0.3.0", count: 1 },
    ]);
    expect(items[0]?.flavors).toEqual([
      { flavor: "telecom", count: 3 },
      { flavor: "standard", count: 1 },
    ]);
  });

  it("without a UID is its sensors alone, and another one than that with a UID", async () => {
    const token = await aToken(ctx(), { type: "batch", maxUses: 2 });
    await aSensor(ctx(), { token, name: "host-1", clusterName: "prod" });
    const { clusterUid } = await aCluster(ctx(), 2);
    const { items, total } = await list();
    expect(total).toBe(2);
    expect(items.map(({ uid, nodes, protected: has }) => [uid, nodes, has])).toEqual([
      [null, null, 1],
      [clusterUid, null, 2],
    ]);
    expect(await getCluster(ctx(), { name: "prod" })).toMatchObject({
      ...{ uid: clusterUid, hasNamesakes: true, namesakes: [null] },
    });
    expect(await getCluster(ctx(), { name: "prod", uid: "none" })).toMatchObject({
      ...{ uid: null, namesakes: [clusterUid] },
    });
  });

  it("has no missing nodes under a name that has not reported any", async () => {
    const { clusterUid, nodes, report } = await aCluster(ctx(), 1);
    await report([...nodes, { name: "bare", uid: randomUUID() }]);
    const renamed = await aToken(ctx(), { type: "cluster", clusterName: "renamed" });
    await aMember(ctx(), renamed, clusterUid);
    const { items } = await list();
    expect(items.map(({ name, nodes, missing }) => [name, nodes, missing])).toEqual([
      ["prod", 2, 1],
      ["renamed", null, 0],
    ]);
    expect((await list({ missing: true })).total).toBe(1);
  });

  it("that was made anew under its name is another one", async () => {
    const old = await aCluster(ctx(), 1);
    const next = await aCluster(ctx(), 2);
    await old.report(old.nodes);
    await next.report(next.nodes);
    expect((await list()).items.map(({ uid }) => uid).sort()).toEqual(
      [old.clusterUid, next.clusterUid].sort(),
    );
    expect(await getCluster(ctx(), { name: "prod", uid: old.clusterUid })).toMatchObject({
      ...{ sensors: 1, namesakes: [next.clusterUid] },
    });
  });

  it("shows the token that its sensors enrolled with and that lasts longest, and all that admit", async () => {
    const { clusterUid, token } = await aCluster(ctx(), 1);
    await aToken(ctx(), { type: "cluster", clusterName: "prod", ttlSeconds: 315_360_000 });
    const { items } = await list();
    const used = await database.db.enrollmentToken.findFirstOrThrow({
      where: { prefix: token.slice(0, 12) },
    });
    expect(items[0]).toMatchObject({
      ...{ tokenId: used.id, tokenExpiresAt: used.expiresAt.toISOString() },
    });
    expect((await getCluster(ctx(), { name: "prod", uid: clusterUid })).tokens).toHaveLength(2);
    await revokeToken(ctx(), { id: used.id });
    expect((await list()).items[0]).toMatchObject({ tokenId: null, tokenExpiresAt: null });
  });

  it("is not there without sensors and reports", async () => {
    const { members } = await aCluster(ctx(), 1);
    await deleteSensor(ctx(), { id: members[0]?.id ?? "" });
    expect(await list()).toEqual({ items: [], nextCursor: null, total: 0 });
    await expectRefused(getCluster(ctx(), { name: "prod" }), "NotFound");
  });
});

describe("the list of clusters", () => {
  it("pages through all of them in each order, none twice", async () => {
    for (const [name, size] of [
      ["b", 2],
      ["a", 1],
      ["c", 1],
    ] as const) {
      const { report, nodes } = await aCluster(ctx(), size, name);
      await report([...nodes, { name: "bare", uid: randomUUID() }]);
    }
    await aCluster(ctx(), 1, "A");
    for (const sort of clusterSortKeys)
      for (const order of ["asc", "desc"]) {
        const seen: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await list({ sort, order, limit: 1, ...(cursor && { cursor }) });
          seen.push(...page.items.map(({ name }) => name));
          cursor = page.nextCursor;
        }
        expect(seen.toSorted()).toEqual(["A", "a", "b", "c"]);
        if (sort === "sensors" && order === "desc") expect(seen[0]).toBe("b");
        if (sort === "missing" && order === "asc") expect(seen[0]).toBe("A");
      }
  });

  it("finds by part of the name, by UID, and those with missing nodes", async () => {
    const { clusterUid, report, nodes } = await aCluster(ctx(), 1, "eu-prod");
    await aCluster(ctx(), 1, "eu-lab");
    await report([...nodes, { name: "bare", uid: randomUUID() }]);
    const found = async (input: object) => (await list(input)).items.map(({ name }) => name);
    expect(await found({ q: "PROD" })).toEqual(["eu-prod"]);
    expect(await found({ q: "_" })).toEqual([]);
    expect(await found({ q: clusterUid.slice(0, 8) })).toEqual(["eu-prod"]);
    expect(await found({ missing: true })).toEqual(["eu-prod"]);
    await expectRefused(list({ cursor: "x" }), "InvalidRequest");
  });
});

describe("what all clusters come to", () => {
  it("leaves out one without sensors, which is forgotten a day after its last report", async () => {
    const kept = await aCluster(ctx(), 2, "kept");
    const left = await aCluster(ctx(), 1, "left");
    for (const { nodes, report } of [kept, left])
      await report([...nodes, { name: "bare", uid: randomUUID() }]);
    await deleteSensor(ctx(), { id: left.members[0]?.id ?? "" });
    const totals = { clusters: 1, nodes: 3, missing: 1, incomplete: 1 };
    expect(await clusterTotals(database.db)).toEqual(totals);
    const names = async () => (await list()).items.map(({ name }) => name);
    const forget = (days: number) =>
      database.db.$transaction((tx) =>
        forgetClusters(tx, new Date(clock.now().getTime() + days * 86_400_000)),
      );
    await forget(1);
    expect(await names()).toEqual(["kept", "left"]);
    await forget(1.01);
    expect(await names()).toEqual(["kept"]);
    expect(await database.db.clusterNode.count()).toBe(3);
  });

  it("ends what a cluster that is forgotten was alerted of", async () => {
    const { clusterUid, members, nodes, report } = await aCluster(ctx(), 10, "left");
    await report(nodes);
    await report([]);
    for (const { id } of members) await deleteSensor(ctx(), { id });
    const ended = async () => {
      const where = { key: `cluster:${clusterUid}` };
      return (await database.db.alert.findFirstOrThrow({ where })).endedAt;
    };
    expect(await ended()).toBeNull();
    const now = new Date(clock.now().getTime() + 2 * 86_400_000);
    await database.db.$transaction((tx) => forgetClusters(tx, now));
    expect(await ended()).toEqual(now);
  });
});
