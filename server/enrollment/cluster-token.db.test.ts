import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { aCsr } from "../testing/csr.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { aNode, nodeFactsOf } from "../testing/kubernetes.ts";
import { rotateToken } from "../tokens/rotate.ts";
import { RotateToken } from "../tokens/schema.ts";
import type { EnrollDeps } from "./admit-batch.ts";
import { enroll } from "./enroll.ts";

let database: TestDatabase;
let deps: EnrollDeps;
const ctx = () => testCtx(database.db, "admin");
const clusterToken = () => aToken(ctx(), { type: "cluster", clusterName: "prod" });
const tokenRow = (token: string) =>
  database.db.enrollmentToken.findFirstOrThrow({ where: { prefix: token.slice(0, 12) } });
const from = (token: string, clusterUid: string, changes: object = {}) =>
  aRequest(token, {
    ...{ clusterName: "prod", name: randomUUID() },
    facts: nodeFactsOf(aNode({ clusterUid, nodeUid: randomUUID() })),
    ...changes,
  });

beforeAll(async () => {
  database = await testDatabase();
  deps = await enrollDeps(ctx());
});
afterAll(() => database[Symbol.asyncDispose]());

describe("a cluster token", () => {
  it("is bound by the first enrollment that says its cluster, and not by one before", async () => {
    const token = await clusterToken();
    const uid = randomUUID();
    await enroll(deps, aRequest(token));
    expect((await tokenRow(token)).clusterUid).toBeNull();
    await enroll(deps, from(token, uid));
    expect((await tokenRow(token)).clusterUid).toBe(uid);
    await enroll(deps, from(token, uid));
  });

  it("refuses another cluster of that name, and who says none, and tells which it belongs to", async () => {
    const token = await clusterToken();
    const uid = randomUUID();
    await enroll(deps, from(token, uid));
    const before = await database.db.sensor.count();
    await expect(enroll(deps, from(token, randomUUID()))).rejects.toMatchObject({
      code: "ClusterNameMismatch",
      message: expect.stringContaining(`another cluster with the name prod (UID ${uid}`),
    });
    await expectRefused(enroll(deps, aRequest(token)), "ClusterNameMismatch");
    expect(await database.db.sensor.count()).toBe(before);
    expect((await tokenRow(token)).uses).toBe(1);
  });

  it("is bound to exactly one of two clusters whose nodes enroll at once", async () => {
    const token = await clusterToken();
    const clusters = [randomUUID(), randomUUID()];
    const tries = Array.from({ length: 20 }, (_, index) => clusters[index % 2] ?? "");
    const outcomes = await Promise.all(
      tries.map((uid) =>
        enroll(deps, from(token, uid)).then(
          () => uid,
          () => null,
        ),
      ),
    );
    const bound = (await tokenRow(token)).clusterUid;
    expect(clusters).toContain(bound);
    expect(outcomes).toEqual(tries.map((uid) => (uid === bound ? uid : null)));
  });

  it("leaves a token of another type unbound", async () => {
    const token = await aToken(ctx(), { type: "batch", maxUses: 2 });
    await enroll(deps, from(token, randomUUID()));
    await enroll(deps, from(token, randomUUID()));
    expect((await tokenRow(token)).clusterUid).toBeNull();
  });

  it("hands its cluster on to its successor, under which a known key keeps its sensor", async () => {
    const token = await clusterToken();
    const uid = randomUUID();
    const { csr } = aCsr();
    const node = nodeFactsOf(aNode({ clusterUid: uid }));
    const first = await enroll(deps, from(token, uid, { csr, name: "worker-1", facts: node }));
    const { id } = await tokenRow(token);
    const rotated = await rotateToken(ctx(), RotateToken.parse({ id }));
    const [next] = rotated.tokens;
    expect(next?.clusterUid).toBe(uid);
    await expectRefused(enroll(deps, from(next?.token ?? "", randomUUID())), "ClusterNameMismatch");
    const again = await enroll(
      deps,
      from(next?.token ?? "", uid, { csr, name: "worker-1", facts: node }),
    );
    expect(again).toMatchObject({ sensorId: first.sensorId, name: "worker-1" });
    expect(again.certificate).not.toBe(first.certificate);
    const { tokenId } = await database.db.sensor.findUniqueOrThrow({
      where: { id: first.sensorId },
    });
    expect(tokenId).toBe(next?.id);
  });
});

describe("a sensor on a Kubernetes node", () => {
  it("is kept with what it said of the node, which the facts of its host do not repeat", async () => {
    const node = aNode({ installId: "release-1" });
    const request = from(await clusterToken(), "", { facts: nodeFactsOf(node) });
    const { sensorId } = await enroll(deps, request);
    const row = await database.db.sensor.findUniqueOrThrow({ where: { id: sensorId } });
    expect(row).toMatchObject({
      ...{ clusterUid: node.clusterUid, nodeName: node.nodeName, nodeUid: node.nodeUid },
      nodeFacts: { roles: ["worker"], kubeletVersion: "v1.34.1", installId: "release-1" },
      nodeLabels: node.labels,
    });
    expect(row.facts).not.toHaveProperty("kubernetes");
  });
});
