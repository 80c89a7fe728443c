import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asAppError } from "../as-app-error.ts";
import { reviveSensor } from "../enrollment/revive.ts";
import { aMember, type Member, aCluster as makeCluster } from "../testing/cluster.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aToken } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import type { ReportedNode } from "./node-changes.ts";
import { reportCluster } from "./report.ts";

let database: TestDatabase;
const clock = testClock();
const ctx = () => testCtx(database.db, "admin", clock);
const deps = () => ({ db: database.db, clock });

const aCluster = (size: number) => makeCluster(ctx(), size);
const join = (token: string, clusterUid: string, name?: string) =>
  aMember(ctx(), token, clusterUid, name === undefined ? {} : { name });

const known = async (clusterUid: string) =>
  (await database.db.clusterNode.findMany({ where: { clusterUid } })).map(({ name, uid }) => ({
    ...{ name, uid },
  }));
const departed = async (members: readonly Member[]) => {
  const where = {
    id: { in: members.map(({ id }) => id) },
    departedReason: "node_deleted" as const,
  };
  const rows = await database.db.sensor.findMany({ where });
  return rows.map(({ id }) => id).sort();
};
const ids = (members: readonly Member[]) => members.map(({ id }) => id).sort();
const byUid = (a: ReportedNode, b: ReportedNode) => a.uid.localeCompare(b.uid);

async function silence(members: readonly Member[], seconds: number): Promise<void> {
  await database.pool.query(
    `UPDATE sensor_heartbeat SET heard_at = listening_now() - $2 * interval '1 second'
     WHERE sensor_id = ANY($1::uuid[])`,
    [ids(members), seconds],
  );
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() => database.pool.query("SELECT tick_listening()"));

describe("a cluster's report", () => {
  it("is stored with who sent it, and audited the first time", async () => {
    const { clusterUid, nodes, report, reporter } = await aCluster(3);
    await report(nodes);
    await expectAudited(database.db, "cluster_reported", {
      ...{ kind: "sensor", id: reporter.id, name: reporter.name, role: null },
    });
    const row = await database.db.cluster.findUniqueOrThrow({ where: { uid: clusterUid } });
    expect(row).toMatchObject({ name: "prod", nodes: 3, reporterId: reporter.id });
    expect((await known(clusterUid)).sort(byUid)).toEqual(nodes.toSorted(byUid));
  });

  it("writes no node and no audit entry when nothing has changed, in whatever order", async () => {
    const { clusterUid, nodes, report } = await aCluster(3);
    await report(nodes);
    const entries = await database.db.auditEntry.count();
    const version = async () =>
      (
        await database.pool.query(
          "SELECT xmin, uid FROM cluster_node WHERE cluster_uid = $1 ORDER BY uid",
          [clusterUid],
        )
      ).rows;
    const before = await version();
    clock.advance(60_000);
    await report([...nodes].reverse());
    expect(await version()).toEqual(before);
    expect(await database.db.auditEntry.count()).toBe(entries);
    const { reportedAt } = await database.db.cluster.findUniqueOrThrow({
      where: { uid: clusterUid },
    });
    expect(reportedAt).toEqual(clock.now());
  });

  it("departs the sensor of a node that is gone, with its reason, its event and its entry", async () => {
    const { members, nodes, report, reporter } = await aCluster(3);
    await report(nodes);
    await report(nodes.slice(0, 2));
    expect(await departed(members)).toEqual(ids(members.slice(2)));
    await expectAudited(database.db, "node_deleted");
    const id = members[2]?.id ?? "";
    const row = await database.db.sensor.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ liveName: null, departedBy: reporter.name });
    const events = await database.db.sensorEvent.findMany({ where: { sensorId: id } });
    expect(events.map(({ kind, reason }) => [kind, reason])).toContainEqual([
      "departed",
      "node_deleted",
    ]);
  });

  it("departs the old sensor only when a node was made anew under its name", async () => {
    const { clusterUid, token, members, nodes, report } = await aCluster(2);
    await report(nodes);
    const name = members[1]?.name ?? "";
    const next = await join(token, clusterUid, name);
    await report([...nodes.slice(0, 1), next.node]);
    expect(await departed([...members, next])).toEqual(ids(members.slice(1)));
  });

  it("departs nobody whose node it never had, and lets a sensor that came back be until it is silent", async () => {
    const { clusterUid, token, members, nodes, report } = await aCluster(3);
    await report(nodes);
    await report(nodes.slice(0, 2));
    const [, , third] = members;
    if (!third) throw new Error("three nodes");
    const by = { kind: "sensor", id: third.id, name: third.name, role: null } as const;
    await database.db.$transaction((tx) =>
      reviveSensor(tx, { id: third.id, at: clock.now(), by, action: "sensor_revived" }),
    );
    const young = await join(token, clusterUid);
    await report(nodes.slice(0, 2));
    expect(await departed([...members, young])).toEqual([]);
    await silence([third], 46);
    await report(nodes.slice(0, 2));
    expect(await departed([...members, young])).toEqual([third.id]);
  });

  it("departs none that enrolled under another name, whatever UID its sender claims", async () => {
    const { clusterUid, members, nodes, report } = await aCluster(3);
    await report(nodes);
    const token = await aToken(ctx(), { type: "cluster", clusterName: "lab" });
    const claiming = await join(token, clusterUid);
    await report([claiming.node], claiming);
    await silence(members.slice(2), 46);
    await report([claiming.node], claiming);
    expect(await departed(members)).toEqual([]);
    await report(nodes.slice(0, 2));
    expect(await departed(members)).toEqual(ids(members.slice(2)));
  });

  it("takes 5,000 nodes, and writes what changes of them", async () => {
    const { clusterUid, nodes, report } = await aCluster(1);
    const many = Array.from({ length: 5000 }, (_, index) => ({
      name: `n-${index}`,
      uid: randomUUID(),
    }));
    await report([...nodes, ...many]);
    expect(await database.db.clusterNode.count({ where: { clusterUid } })).toBe(5001);
    await report([...nodes, ...many.slice(10)]);
    expect(await database.db.clusterNode.count({ where: { clusterUid } })).toBe(4991);
  });
});

describe("an implausible report", () => {
  it("departs nobody, raises an alert, and ends it when the nodes are back", async () => {
    const { clusterUid, members, nodes, report } = await aCluster(10);
    await report(nodes);
    await report(nodes.slice(0, 4));
    expect(await departed(members)).toEqual([]);
    await expectAudited(database.db, "node_removal_held");
    expect(await database.db.clusterNode.count({ where: { clusterUid } })).toBe(4);
    const alert = () =>
      database.db.alert.findFirstOrThrow({ where: { key: `cluster:${clusterUid}` } });
    expect(await alert()).toMatchObject({ kind: "breaker_tripped", endedAt: null });
    await report(nodes);
    expect((await alert()).endedAt).not.toBeNull();
  });

  it("is plausible at half, and where the sensors had fallen silent", async () => {
    const half = await aCluster(10);
    await half.report(half.nodes);
    await half.report(half.nodes.slice(0, 5));
    expect(await departed(half.members)).toEqual(ids(half.members.slice(5)));
    const silent = await aCluster(10);
    await silent.report(silent.nodes);
    await silence(silent.members.slice(1), 46);
    await silent.report(silent.nodes.slice(0, 1));
    expect(await departed(silent.members)).toEqual(ids(silent.members.slice(1)));
  });
});

describe("who may report", () => {
  it("is a sensor of that cluster that enrolled with its token, and nobody else", async () => {
    const cluster = await aCluster(1);
    const other = await aCluster(1);
    await expectRefused(cluster.report(cluster.nodes, other.reporter), "ClusterNameMismatch");
    const batch = await aToken(ctx(), { type: "batch", maxUses: 1 });
    const stranger = await join(batch, cluster.clusterUid);
    await expectRefused(cluster.report([stranger.node], stranger), "Forbidden");
    expect(await database.db.cluster.count({ where: { uid: cluster.clusterUid } })).toBe(0);
  });

  it("is not one that has departed", async () => {
    const { members, nodes, report } = await aCluster(3);
    await report(nodes);
    await report(nodes.slice(0, 2));
    await expectRefused(report(nodes, members[2]), "Forbidden");
  });

  it.each([
    ["no UID", { clusterUid: "prod", nodes: [] }],
    ["an unknown field", { clusterUid: randomUUID(), nodes: [], extra: 1 }],
    [
      "a name that cannot be stored",
      { clusterUid: randomUUID(), nodes: [{ name: "a\0", uid: randomUUID() }] },
    ],
    [
      "more nodes than a cluster has",
      {
        clusterUid: randomUUID(),
        nodes: Array.from({ length: 20_001 }, () => ({ name: "n", uid: randomUUID() })),
      },
    ],
  ])("sends nothing with %s", async (_what, body) => {
    const refused = reportCluster(deps(), { id: randomUUID(), name: "x" }, body);
    await expect(refused.catch((error) => asAppError(error).code)).resolves.toBe("InvalidRequest");
  });
});
