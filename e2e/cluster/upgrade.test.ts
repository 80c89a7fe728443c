import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import type { Sensor } from "./lab.ts";
import { openLab } from "./open-lab.ts";
import {
  addRepository,
  allReady,
  cleanUp,
  clusterToken,
  healthy,
  identities,
  logs,
  namespace,
  type Pod,
  pods,
  release,
  restart,
  rolledOut,
  rotateTo,
  secret,
  storeToken,
} from "./release.ts";

// What happens to a release that is there, to its removal, by the document's headings.
const lab = openLab();
const cluster = "oslo-prod-01";
let installed: Sensor[] = [];

beforeAll(async () => {
  await cleanUp(lab);
  await addRepository(lab);
  await storeToken(lab, cluster);
  await rolledOut(lab, "install", cluster);
  installed = await healthy(lab, cluster, 3);
});
afterAll(async () => {
  await cleanUp(lab);
  lab.api.close();
});

interface Named {
  readonly metadata: { readonly name: string };
}

describe("Sensor lifecycle", () => {
  test("preStop takes the record out of the fleet, and the next pod brings it back", async () => {
    await restart(lab, "node-03");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    const third = installed[2]?.id ?? "";
    const said = await actions(third);
    expect(said.slice(-2)).toEqual(["sensor_decommissioned", "sensor_revived"]);
  });
});

/** What the audit log has of a sensor, oldest first. */
async function actions(id: string): Promise<string[]> {
  const { json } = await lab.api.call("/api/v1/audit?limit=200");
  const own = json.items.filter(({ target }: { target: string }) => target === `sensor:${id}`);
  return own.map(({ action }: { action: string }) => action).toReversed();
}

const valuesProd = (url: string) => `sensor:
  consoleUrl: "${url}"
  existingSecret: "${secret}"
  tags:
    - site:oslo-dc1
    - env:prod
clusterName: "${cluster}"
flavor: standard
priorityClass:
  create: true
  name: telovix-sensor-priority
  value: 1000
  preemptionPolicy: PreemptLowerPriority
`;

describe("Upgrade the chart", () => {
  const upgrade = (inNamespace: string) =>
    lab.tryHelm(
      ...["upgrade", release, "telovix/telovix-sensor", "--namespace", inNamespace],
      ...["-f", join(lab.folder, "values-prod.yaml")],
    );

  test("in another namespace it fails, and helm list -A shows the right one", async () => {
    await writeFile(join(lab.folder, "values-prod.yaml"), valuesProd(lab.console.url));
    const { code, stderr } = await upgrade("default");
    expect(code).toBe(1);
    expect(stderr).toContain("UPGRADE FAILED");
    expect(await lab.helm("list", "-A")).toMatch(/^telovix-sensor\s+telovix-system\s/m);
  });

  test("one node at a time: three sensor ids and certificates stay", async () => {
    const watch = watchRoll();
    expect(await upgrade(namespace)).toMatchObject({ code: 0 });
    await allReady(lab);
    expect(await watch.end()).toEqual({ awayMax: 1, rolled: 3 });
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    const { value } = await lab.get("priorityclass", "telovix-sensor-priority");
    expect(value).toBe(1000);
  });

  test("helm test asks a node whether it can run a sensor and reach the Console", async () => {
    const { code, stdout, stderr } = await lab.tryHelm("test", release, "--namespace", namespace);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Phase: +Succeeded/);
    expect(`${stdout}${stderr}`).toContain(`ok   Console  ${lab.console.url}\n`);
  });

  test("helm rollback keeps them too", async () => {
    await lab.helm("rollback", release, "1", "--namespace", namespace);
    await allReady(lab);
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    const { items } = await lab.get("priorityclass");
    expect(items.map((each: Named) => each.metadata.name)).not.toContain("telovix-sensor-priority");
  });
});

/** Looks at the pods until it ends: how many nodes were without a ready one at once, and how many rolled. */
function watchRoll() {
  const stopped = new AbortController();
  const watched = (async () => {
    const before = new Set((await pods(lab)).map(({ metadata }) => metadata.uid));
    const rolled = new Set<string>();
    let awayMax = 0;
    while (!stopped.signal.aborted) {
      const ready = (await pods(lab)).filter(isReady);
      awayMax = Math.max(awayMax, 3 - new Set(ready.map(({ spec }) => spec.nodeName)).size);
      for (const { metadata } of ready) if (!before.has(metadata.uid)) rolled.add(metadata.uid);
      await sleep(200);
    }
    return { awayMax, rolled: rolled.size };
  })();
  return {
    end() {
      stopped.abort();
      return watched;
    },
  };
}

const isReady = ({ status }: Pod) =>
  status.conditions?.some((each) => each.type === "Ready" && each.status === "True") ?? false;

describe("Token rotation", () => {
  test("a wrong token leaves the running identity untouched", async () => {
    await rotateTo(lab, (await clusterToken(lab, "another-cluster")).token);
    await restart(lab, "node-01");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    expect(await logs(lab, "bpf-init")).toContain("is set aside");
    expect(await logs(lab, release)).toContain("ClusterNameMismatch");
  });

  test("the new token in the Secret, and the next start enrolls again under the same ids", async () => {
    const next = await clusterToken(lab, cluster);
    await rotateTo(lab, next.token);
    await restart(lab, "node-01", "node-02", "node-03");
    const rotated = await healthy(lab, cluster, 3);
    expect(rotated.map(({ id }) => id)).toEqual(installed.map(({ id }) => id));
    for (const [index, sensor] of rotated.entries()) {
      expect(sensor.token.id).toBe(next.id);
      expect(sensor.certificate.serial).not.toBe(installed[index]?.certificate.serial);
    }
    installed = rotated;
    await restart(lab, "node-02");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
  });
});

describe("A node that was deleted", () => {
  test("departs its sensor with that reason, and brings it back when it joins again", async () => {
    const third = installed[2];
    if (!third) throw new Error("no sensor");
    await lab.kubectl("delete", "node", third.name);
    const { departed } = await eventually("its departure", 60_000, async () => {
      const seen = await lab.sensor(third.id);
      return seen.departed && seen;
    });
    expect(departed).toMatchObject({ reason: "node_deleted" });
    await lab.nodes[2]?.sh("systemctl restart kubelet");
    await eventually("its pod", 90_000, async () => (await allReady(lab)).length === 3);
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
  });
});

describe("Remove the sensor", () => {
  test("helm uninstall removes what the chart made, and departs all three", async () => {
    await lab.helm("uninstall", release, "--namespace", namespace);
    for (const { id } of installed) {
      const gone = await eventually("its departure", 60_000, async () => {
        const seen = await lab.sensor(id);
        return seen.departed && seen;
      });
      expect(gone.departed).toMatchObject({ reason: "decommissioned" });
    }
    expect(await lab.sensors(cluster)).toEqual([]);
    await eventually("an empty namespace", 60_000, async () => (await pods(lab)).length === 0);
    // The Lease is the sensors' own, and free for those of the next release.
    const kinds = "all,serviceaccounts,configmaps,secrets,roles,rolebindings";
    const left = await lab.kubectl("get", kinds, "-n", namespace, "-o", "name");
    expect(
      left
        .trim()
        .split("\n")
        .filter((name) => !/default$|kube-root-ca.crt$/.test(name)),
    ).toEqual([`secret/${secret}`]);
    const wide = await lab.kubectl("get", "clusterroles,clusterrolebindings", "-o", "name");
    expect(wide).not.toContain(release);
  });

  test("the state stays on the nodes, for who removes it", async () => {
    for (const node of lab.nodes) {
      await node.sh(
        "test -s /var/lib/telovix-sensor/client.cert.pem && rm -rf /var/lib/telovix-sensor",
      );
      expect((await node.sh("pgrep -c telovix || true")).trim()).toBe("0");
    }
  });
});
