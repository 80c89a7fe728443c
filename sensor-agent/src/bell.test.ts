import { expect, it } from "vitest";
import { makeBell } from "./bell.ts";
import { systemClock } from "./clock.ts";

const long = 60_000;

it("ends a wait at a ring, and only the one that waits", async () => {
  const bell = makeBell(systemClock);
  const { signal } = new AbortController();
  bell.ring();
  const waiting = bell.wait(long, signal);
  bell.ring();
  await waiting;
  const before = performance.now();
  await bell.wait(30, signal);
  expect(performance.now() - before).toBeGreaterThan(20);
});

it("ends a wait when its signal aborts, also before it began", async () => {
  const bell = makeBell(systemClock);
  const stopping = new AbortController();
  const waiting = bell.wait(long, stopping.signal);
  stopping.abort();
  await waiting;
  await bell.wait(long, stopping.signal);
});
