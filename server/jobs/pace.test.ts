import { expect, it } from "vitest";
import { afterFailure, afterSuccess, isHopeless, type Pace } from "./pace.ts";

/** Works off items one batch at a time, of which one fails every batch that it is in. */
function work(items: number, poison: number): { rounds: number; givenUp: number[] } {
  let pace: Pace = { batchSize: 1_000, failures: 0 };
  const givenUp: number[] = [];
  let rounds = 0;
  for (let next = 0; next < items; rounds++) {
    if (isHopeless(pace)) {
      givenUp.push(next++);
      pace = afterSuccess({ batchSize: 1, failures: 0 });
    } else if (poison >= next && poison < next + pace.batchSize) {
      pace = afterFailure(pace);
    } else {
      next += pace.batchSize;
      pace = afterSuccess(pace);
    }
  }
  return { rounds, givenUp };
}

it.each([0, 1, 499, 999, 5_000])("finds the one item that fails, wherever it is (%i)", (poison) => {
  const { rounds, givenUp } = work(10_000, poison);
  expect(givenUp).toEqual([poison]);
  expect(rounds).toBeLessThan(60);
});

it("takes whole batches while nothing fails", () => {
  expect(work(10_000, -1)).toEqual({ rounds: 10, givenUp: [] });
});
