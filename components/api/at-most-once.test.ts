import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atMostOncePer } from "./at-most-once.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function counted() {
  const calls = { count: 0 };
  const call = atMostOncePer(1000, () => {
    calls.count += 1;
  });
  return { calls, call };
}

test("acts at once on the first call", () => {
  const { calls, call } = counted();
  call();
  expect(calls.count).toBe(1);
});

test("joins a burst into one later action", () => {
  const { calls, call } = counted();
  for (let i = 0; i < 50; i++) call();
  vi.advanceTimersByTime(999);
  expect(calls.count).toBe(1);
  vi.advanceTimersByTime(1);
  expect(calls.count).toBe(2);
});

test("does nothing more when nobody calls", () => {
  const { calls, call } = counted();
  call();
  vi.advanceTimersByTime(10_000);
  expect(calls.count).toBe(1);
});
