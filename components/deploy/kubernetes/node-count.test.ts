import { describe, expect, test } from "vitest";
import { countWords, hasStalled, isComplete, shareOf, stallMs } from "./node-count.ts";

const count = (nodes: number | null, arrived: number) => ({
  nodes,
  protected: arrived,
  missing: [],
});

test.each([
  [null, 0, "Waiting for the first node…", 0],
  [null, 1, "1 node so far", 0],
  [null, 1200, "1,200 nodes so far", 0],
  [0, 0, "Waiting for the first node…", 0],
  [1, 0, "0 of 1 node", 0],
  [5, 3, "3 of 5 nodes", 0.6],
  [5, 5, "5 of 5 nodes", 1],
  // A node that was deleted, and whose sensor has not departed yet.
  [4, 5, "5 of 4 nodes", 1],
] as const)("%s nodes, %s of them protected: %s", (nodes, arrived, words, share) => {
  expect(countWords(count(nodes, arrived))).toBe(words);
  expect(shareOf(count(nodes, arrived))).toBe(share);
});

test.each([
  [null, 3, false],
  [0, 0, false],
  [5, 4, false],
  [5, 5, true],
  [4, 5, true],
] as const)("%s nodes, %s protected: complete %s", (nodes, arrived, complete) => {
  expect(isComplete(count(nodes, arrived))).toBe(complete);
});

describe("stalled", () => {
  test.each([
    [stallMs - 1, false],
    [stallMs, true],
    [stallMs + 1, true],
  ])("%s ms after the last one came: %s", (silence, stalled) => {
    expect(hasStalled(count(5, 3), 1000, 1000 + silence)).toBe(stalled);
    expect(hasStalled(count(null, 0), 1000, 1000 + silence)).toBe(stalled);
    expect(hasStalled(count(5, 5), 1000, 1000 + silence)).toBe(false);
  });
});
