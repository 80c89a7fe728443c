import { expect, it } from "vitest";
import { roomFor } from "./room.ts";

const stored = { same: 0, here: 0, everywhere: 0 };

it.each([
  ["token", {}, "store"],
  ["token", { same: 4 }, "store"],
  ["token", { same: 5 }, "roll"],
  ["token", { here: 999, everywhere: 4999 }, "store"],
  ["token", { here: 1000 }, "drop"],
  ["token", { everywhere: 5000 }, "drop"],
  ["token", { same: 5, here: 1000 }, "roll"],
  ["stranger", { here: 59, everywhere: 599 }, "store"],
  ["stranger", { here: 60 }, "drop"],
  ["stranger", { everywhere: 600 }, "drop"],
  ["preflight", { here: 99, everywhere: 199 }, "store"],
  ["preflight", { here: 100 }, "drop"],
  ["preflight", { everywhere: 200 }, "drop"],
] as const)("a %s attempt beside %j: %s", (trust, changes, room) => {
  expect(roomFor(trust, { ...stored, ...changes })).toBe(room);
});
