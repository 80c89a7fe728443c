import { expect, it } from "vitest";
import { PoolKey, poolTag, poolTokenId } from "./key.ts";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

it.each([
  ["tag:ci-workers", "ci-workers", null],
  [`tag:${"x".repeat(64)}`, "x".repeat(64), null],
  ["tag:a/b@c+d", "a/b@c+d", null],
  [`token:${id}`, null, id],
])("%s is a pool", (key, tag, tokenId) => {
  expect(PoolKey.safeParse(key).success).toBe(true);
  expect([poolTag(key), poolTokenId(key)]).toEqual([tag, tokenId]);
});

it.each(["", "tag:", "token:", "ci", "tag:a b", "tag:a\n", `tag:${"x".repeat(65)}`, "token:1"])(
  "%j is none",
  (key) => {
    expect(PoolKey.safeParse(key).success).toBe(false);
    expect([poolTag(key), poolTokenId(key)]).toEqual([null, null]);
  },
);
