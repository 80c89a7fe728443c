import { setImmediate as soon } from "node:timers/promises";
import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

it("runs one task at a time, in their order, and gives each its result", async () => {
  const inTurn = oneAtATime(10);
  let running = 0;
  const begun: number[] = [];
  const task = (value: number) => async () => {
    expect(++running).toBe(1);
    begun.push(value);
    await soon();
    running -= 1;
    return value;
  };
  expect(await Promise.all([1, 2, 3].map((value) => inTurn(task(value))))).toEqual([1, 2, 3]);
  expect(begun).toEqual([1, 2, 3]);
});

it("goes on after a task that fails", async () => {
  const inTurn = oneAtATime(10);
  const failing = inTurn(() => Promise.reject(new Error("no")));
  const next = inTurn(async () => "yes");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("yes");
});

it("does not run what finds too many waiting, and has room again afterwards", async () => {
  const inTurn = oneAtATime(2);
  const all = [1, 2, 3].map((value) => inTurn(async () => value));
  expect(await Promise.all(all)).toEqual([1, 2, null]);
  expect(await inTurn(async () => 4)).toBe(4);
});
