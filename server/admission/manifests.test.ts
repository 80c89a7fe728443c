import { describe, expect, it } from "vitest";
import type { JsonObject } from "./json.ts";
import { objectsMax, podOf, readManifests } from "./manifests.ts";

const spec = { containers: [{ name: "app", image: "nginx" }] };
const template = { metadata: { labels: { app: "a" } }, spec };
const metadata = { name: "a", namespace: "web" };
const made = { metadata: { labels: { app: "a" }, generateName: "a-", namespace: "web" }, spec };

describe("the pod of", () => {
  const workloads = ["Deployment", "DaemonSet", "StatefulSet", "Job", "ReplicaSet"];
  it.each([...workloads, "ReplicationController"])("a %s", (kind) => {
    expect(podOf({ kind, metadata, spec: { template } })).toMatchObject({ kind: "Pod", ...made });
  });

  it("a CronJob, and of a pod the pod itself", () => {
    const cronJob = { kind: "CronJob", metadata, spec: { jobTemplate: { spec: { template } } } };
    expect(podOf(cronJob)).toMatchObject({ kind: "Pod", ...made });
    const pod = { kind: "Pod", metadata, spec };
    expect(podOf(pod)).toBe(pod);
  });

  it.each([
    [{ kind: "Service", metadata, spec: { template } }],
    [{ kind: "Deployment", metadata, spec: {} }],
    [{ kind: "CronJob", spec: { template } }],
    [{}],
  ] as [JsonObject][])("%j is none", (object) => {
    expect(podOf(object)).toBeNull();
  });
});

describe("YAML", () => {
  it("of several documents, lists and aliases gives every object with its line", () => {
    const yaml =
      "# first\nkind: Pod\n---\n---\nkind: List\nitems:\n  - kind: A\n  - kind: B\n---\nx: &x { kind: C }\ny: *x\n";
    const { manifests, problems } = readManifests(yaml);
    expect(problems).toEqual([]);
    expect(manifests.map(({ line, object }) => [line, object.kind ?? null])).toEqual([
      [2, "Pod"],
      [5, "A"],
      [5, "B"],
      [10, null],
    ]);
  });

  it.each([
    ["a: [1", 1, 6],
    ["kind: Pod\n  bad: 1\n", 1, 7],
    ["kind: Pod\n---\n\tx: 1\n", 3, 1],
    ["a: 1\na: 2\n", 2, 1],
    ["- 1\n", 1, 1],
    ["just text", 1, 1],
    ["a: *nobody", 1, 1],
  ])("%j is told with the place", (yaml, line, column) => {
    expect(readManifests(yaml).problems[0]).toMatchObject({ line, column });
  });

  it("reads what is whole beside what is broken", () => {
    const { manifests, problems } = readManifests("kind: A\n---\n[\n---\nkind: B\n");
    expect([manifests.length, problems.length > 0]).toEqual([2, true]);
  });

  it("with tens of thousands of keys takes no longer than others of its length", () => {
    const keys = Array.from({ length: 45_000 }, (_, index) => `k${index}: 1`);
    expect(readManifests(keys.join("\n")).problems).toEqual([]);
  });

  it("is bounded: objects, aliases, depth", () => {
    expect(readManifests("kind: A\n---\n".repeat(objectsMax + 5))).toMatchObject({
      manifests: { length: objectsMax },
      problems: [{ message: `At most ${objectsMax} objects at once.` }],
    });
    const bomb = `a: &a [x]\n${[..."bcdefghij"].map((name, n) => `${name}: &${name} [${`*${"abcdefghij"[n]},`.repeat(9)}]\n`).join("")}`;
    expect(readManifests(bomb).problems[0]?.message).toMatch(/alias/);
    expect(readManifests(`a: ${"[".repeat(300)}${"]".repeat(300)}`).problems).toHaveLength(1);
    const aliases = `a: &a 1\nb: [${"*a,".repeat(101)}]`;
    expect(readManifests(aliases).problems).toEqual([
      { message: "At most 100 aliases.", line: 2, column: 305 },
    ]);
    expect(readManifests("").manifests).toEqual([]);
  });
});
