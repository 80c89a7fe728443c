import { expect, it } from "vitest";
import { missingLines } from "./clusters.ts";

it("prints names of nodes on a line each, whatever a sensor says they are", () => {
  const missingNodes = ["node-1", "a\u001b[2J\nnode-2"];
  expect(missingLines({ missingNodes })).toEqual(["node-1", "a\ufffd[2J\ufffdnode-2"]);
});
