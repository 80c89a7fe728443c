import { expect, it } from "vitest";
import { type StatusPair, statusPreview } from "./flips.ts";

const stay = (count: number): StatusPair => ({ from: "healthy", to: "healthy", count });
const flip = (count: number): StatusPair => ({ from: "healthy", to: "stale", count });

it.each([
  [0, 0, false],
  [5, 3, false],
  [5, 4, true],
  [1000, 99, false],
  [1000, 100, true],
  [100_000, 100, true],
  [40, 4, true],
  [41, 4, false],
])("of %i sensors, %i that flip are many: %s", (total, changed, isMany) => {
  const preview = statusPreview([stay(total - changed), flip(changed)]);
  expect(preview).toMatchObject({ total, changed, isMany });
});

it("tells the largest group first and leaves out who stays", () => {
  const back: StatusPair = { from: "stale", to: "healthy", count: 9 };
  expect(statusPreview([stay(4), flip(2), back]).flips).toEqual([back, flip(2)]);
});
