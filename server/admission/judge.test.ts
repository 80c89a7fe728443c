import { expect, it } from "vitest";
import { askRules, namedMax } from "./judge.ts";

/** How often a rule that everything violates is asked about a pod with so many containers. */
function asked(containers: number): number {
  let times = 0;
  const expression = { asksContainers: true, ask: () => ++times > 0 };
  const rule = {
    ...{ id: null, name: "all", message: "No.", action: "deny" as const, problem: null },
    ...{ expression, clusters: [], namespaces: [], excludeNamespaces: [] },
  };
  const list = Array.from({ length: containers }, (_, index) => ({
    name: `c${index}`,
    image: "a",
  }));
  const object = { kind: "Pod", spec: { containers: list } };
  const subject = { cluster: "prod", namespace: "web", object, oldObject: null, request: {} };
  askRules([rule], subject, () => 0);
  return times;
}

it("looks for the containers to name in pods as there are, not in what is made to take long", () => {
  expect([asked(namedMax), asked(namedMax + 1), asked(10_000)]).toEqual([2, 1, 1]);
});
