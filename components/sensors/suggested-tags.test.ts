import { expect, test } from "vitest";
import { suggestedTags } from "./suggested-tags.ts";

const tags = [
  { value: "env:lab", count: 3 },
  { value: "env:prod", count: 40 },
  { value: "site:lab-2", count: 90 },
];

test.each([
  ["", [], ["site:lab-2", "env:prod", "env:lab"]],
  ["", ["env:prod"], ["site:lab-2", "env:lab"]],
  ["env:", [], ["env:prod", "env:lab"]],
  ["LAB", [], ["site:lab-2", "env:lab"]],
  ["e", [], ["env:prod", "env:lab", "site:lab-2"]],
  ["nothing", [], []],
])("%j with %j chosen suggests %j", (text, chosen, suggested) => {
  expect(suggestedTags(tags, { text, chosen })).toEqual(suggested);
});
