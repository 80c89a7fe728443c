import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeCodes } from "../../sensor-agent/src/protocol.ts";
import { enroll } from "../enrollment/enroll.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { type TestGateway, testGateway } from "../testing/gateway.ts";
import { aNode, nodeFactsOf } from "../testing/kubernetes.ts";
import { writeNode } from "./node-facts.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const nodeOf = async (id: string) => {
  const { clusterUid, nodeName, nodeUid, nodeFacts, nodeLabels } =
    await gateway.database.db.sensor.findUniqueOrThrow({ where: { id } });
  return { clusterUid, nodeName, nodeUid, nodeFacts, nodeLabels };
};
const inCluster = async (token: string, facts?: object) => {
  const request = aRequest(token, {
    name: randomUUID(),
    clusterName: "prod",
    ...(facts && { facts }),
  });
  const { sensorId } = await enroll(await enrollDeps(gateway.ctx), request);
  return sensorId;
};
const clusterToken = () => aToken(gateway.ctx, { type: "cluster", clusterName: "prod" });

it("keeps what a connected sensor says of its node, and what changes of it", async () => {
  const sensor = await gateway.greeted("node-1");
  const node = aNode();
  sensor.say({ type: "node", node });
  const { clusterUid, nodeName, nodeUid } = node;
  await expect.poll(() => nodeOf(sensor.id)).toMatchObject({ clusterUid, nodeName, nodeUid });
  sensor.say({ type: "node", node: { ...node, labels: { "topology.kubernetes.io/zone": "b" } } });
  await expect
    .poll(async () => (await nodeOf(sensor.id)).nodeLabels)
    .toEqual({ "topology.kubernetes.io/zone": "b" });
  sensor.socket.close();
});

it("takes no node before hello, and none that the protocol does not know", async () => {
  const early = gateway.connect(await gateway.enrolled("early"));
  await early.opened;
  early.say({ type: "node", node: aNode() });
  expect(await early.ended).toBe(closeCodes.badFrame);
  const odd = await gateway.greeted("odd");
  odd.say({ type: "node", node: { ...aNode(), clusterUid: "prod" } });
  expect(await odd.ended).toBe(closeCodes.badFrame);
});

it("never moves a sensor to a cluster that its token is not bound to", async () => {
  const node = aNode();
  const id = await inCluster(await clusterToken(), nodeFactsOf(node));
  const before = await nodeOf(id);
  expect(await writeNode(gateway.database.pool, id, aNode())).toBe(false);
  expect(await nodeOf(id)).toEqual(before);
  expect(await writeNode(gateway.database.pool, id, { ...node, nodeName: "renamed" })).toBe(true);
  expect((await nodeOf(id)).nodeName).toBe("renamed");
});

it("binds a cluster token that no enrollment has bound, to one of two that race", async () => {
  const token = await clusterToken();
  const ids = [await inCluster(token), await inCluster(token)];
  const written = await Promise.all(ids.map((id) => writeNode(gateway.database.pool, id, aNode())));
  expect(written.toSorted()).toEqual([false, true]);
});
