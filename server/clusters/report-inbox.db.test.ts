import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeCodes, clusterReportBytesMax } from "../../sensor-agent/src/protocol.ts";
import { enroll } from "../enrollment/enroll.ts";
import { aCsr } from "../testing/csr.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { type TestGateway, testGateway } from "../testing/gateway.ts";
import { aNode, nodeFactsOf } from "../testing/kubernetes.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const clusterUid = randomUUID();

/** Two sensors of one cluster with the keys that they connect with. */
async function twoOfOne() {
  const token = await aToken(gateway.ctx, { type: "cluster", clusterName: "prod" });
  const join = async () => {
    const { csr, key } = aCsr();
    const node = aNode({ clusterUid, nodeName: randomUUID() });
    const request = aRequest(token, { csr, name: node.nodeName, facts: nodeFactsOf(node) });
    const answer = await enroll(await enrollDeps(gateway.ctx), request);
    const reported = { name: node.nodeName, uid: node.nodeUid };
    return { id: answer.sensorId, cert: answer.certificate, key, node: reported };
  };
  return [await join(), await join()] as const;
}

const post = (identity: { cert?: string; key?: string }, body: unknown) =>
  gateway.send(identity, {
    ...{ method: "POST", path: "/api/v1/sensor/cluster" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("POST cluster on the sensor port", () => {
  it("takes a report, departs, and the sensor that lives comes back by itself", async () => {
    const [reporter, other] = await twoOfOne();
    const connection = await gateway.greet(other);
    const both = { clusterUid, nodes: [reporter.node, other.node] };
    expect(await post(reporter, both)).toEqual({ status: 204, text: "" });
    expect((await post(reporter, { clusterUid, nodes: [reporter.node] })).status).toBe(204);
    expect(await connection.ended).toBe(closeCodes.rejoin);
    const again = await gateway.greet(other);
    const { departedAt } = await gateway.database.db.sensor.findUniqueOrThrow({
      where: { id: other.id },
    });
    expect(departedAt).toBeNull();
    again.socket.close();
  });

  it("takes nothing from anybody else, and nothing else", async () => {
    const stranger = await gateway.enrolled("stranger");
    const report = { clusterUid, nodes: [] };
    expect((await post({}, report)).status).toBe(401);
    expect((await post(stranger, report)).status).toBe(403);
    expect((await post(stranger, "{")).status).toBe(422);
    expect((await post(stranger, "x".repeat(clusterReportBytesMax + 1))).status).toBe(422);
    const path = "/api/v1/sensor/cluster";
    expect((await gateway.send(stranger, { method: "GET", path })).status).toBe(405);
  });

  it("waits for no sensor that reports without end", async () => {
    const stranger = await gateway.enrolled("eager");
    const statuses = await Promise.all(
      Array.from({ length: 70 }, async () => (await post(stranger, "{")).status),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });
});
