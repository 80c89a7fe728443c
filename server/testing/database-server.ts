import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { makeEmbeddedPostgres } from "../db/embedded-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of the maintenance database of the run's PostgreSQL; it holds a `?`. */
    databaseServer: string;
  }
}

/** Vitest global set-up: one real PostgreSQL for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "telovix-test-"));
  const postgres = makeEmbeddedPostgres(dir);
  await postgres.prepare();
  const child = postgres.spawn();
  child.stdout?.resume();
  child.stderr?.resume();
  const url = postgres.url.replace("/telovix?", "/postgres?");
  await answers(url);
  project.provide("databaseServer", url);
  return async () => {
    child.kill("SIGINT");
    await once(child, "exit");
    await rm(dir, { recursive: true, force: true });
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(url);
    const error = await client.connect().then(
      () => client.query("SELECT 1"),
      (cause: unknown) => cause,
    );
    await client.end().catch(() => undefined);
    if (!(error instanceof Error)) return;
    if (attempt === 200) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
