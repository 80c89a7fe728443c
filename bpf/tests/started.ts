import { rmSync } from "node:fs";
import { expect } from "vitest";
import { pins, type RunningLoader, startLoader } from "./loader.ts";

const running: RunningLoader[] = [];

/** A loader that `forget` ends after the test. */
export function tracked(...options: string[]): RunningLoader {
  const loader = startLoader(...options);
  running.push(loader);
  return loader;
}

/** Its first counts are there, so that its programs are attached. */
export const ready = (loader: RunningLoader) =>
  expect.poll(() => loader.events(), { timeout: 10_000 }).toBeDefined();

export async function startedLoader(...options: string[]): Promise<RunningLoader> {
  const loader = tracked(...options);
  await ready(loader);
  return loader;
}

/** For `afterEach`. */
export async function forget(): Promise<void> {
  await Promise.all(running.splice(0).map((loader) => loader.end("SIGKILL")));
  rmSync(pins, { recursive: true, force: true });
}
