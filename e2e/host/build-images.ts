import { hostImage } from "./image.ts";

/** Vitest global set-up: both images are there before tests boot hosts from them side by side. */
export async function setup(): Promise<void> {
  await hostImage("minimal");
  await hostImage("cloud");
}
