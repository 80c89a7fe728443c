import { expect, test } from "vitest";
import { parameterProblems } from "./parameter-problem.ts";

test.each([
  ["parameters.registries: At least one.", [["registries", "At least one."]]],
  [
    "parameters.registries.3: a registry such as docker.io.",
    [["registries", "A registry such as docker.io."]],
  ],
  ["templateId: there is no such template.", []],
])("%s", (message, found) => {
  expect([...parameterProblems([{ message, line: 1, column: 1 }])]).toEqual(found);
});
