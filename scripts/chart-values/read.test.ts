import { expect, it } from "vitest";
import { readChartValues } from "./read.ts";

it("reads values with the comment above each, at any depth", () => {
  const yaml = `# About the file.

# Name of it,
# in the Console
name: ""
resources:
  limits:
    # Most of it
    cpu: 500m
    # And of that
    memory: 1Gi
# How it rolls
strategy:
  type: OnDelete
# None
port: null
# Several
tags: []
`;
  expect(readChartValues(yaml)).toEqual([
    { path: ["name"], default: "", description: "Name of it, in the Console" },
    { path: ["resources", "limits", "cpu"], default: "500m", description: "Most of it" },
    { path: ["resources", "limits", "memory"], default: "1Gi", description: "And of that" },
    { path: ["strategy"], default: { type: "OnDelete" }, description: "How it rolls" },
    { path: ["port"], default: null, description: "None" },
    { path: ["tags"], default: [], description: "Several" },
  ]);
});

it("names a value that says nothing of itself", () => {
  expect(() => readChartValues("# One\na: 1\nb:\n  # Two\n  c: 2\n  d: 3\n")).toThrow(
    "b.d has no comment that says what it is.",
  );
});
