import { join } from "node:path";
import pg from "pg";
import { startConsole, type TestConsole } from "../console.ts";
import { enroll } from "../fleet.ts";
import { batchToken } from "../fleet-of-many.ts";
import { type CommandLine, downloadCommandLine } from "./command-line.ts";

export interface Scene extends AsyncDisposable {
  readonly console: TestConsole;
  readonly telovix: CommandLine;
}

/** A Console with three sensors each of `web`, `db` (stale), `old` (silent for a week) and `keep`. */
export async function openScene(): Promise<Scene> {
  await using opening = new AsyncDisposableStack();
  const console = opening.use(await startConsole());
  const telovix = opening.use(await downloadCommandLine(console));
  const token = await batchToken(console, 100);
  for (const name of ["web", "db", "old", "keep"]) {
    for (const number of [1, 2, 3]) {
      const tags = [`kind:${name}`, name === "keep" ? "keep:yes" : "env:prod"];
      await enroll(console, { token, name: `${name}-${number}`, tags });
    }
  }
  await silence(console, "2 minutes", "db-%");
  await silence(console, "8 days", "old-%");
  await silence(console, "8 days", "keep-%");
  const opened = opening.move();
  return { console, telovix, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** They report no more: the last that was heard of them is that long ago. */
async function silence({ dataDir }: TestConsole, length: string, names: string): Promise<void> {
  const host = encodeURIComponent(join(dataDir, "postgres"));
  const client = new pg.Client(`postgresql://postgres@localhost/telovix?host=${host}`);
  await client.connect();
  await client.query(
    `UPDATE sensor_heartbeat SET at = at - $1::interval, heard_at = heard_at - $1::interval
     FROM sensor WHERE sensor.id = sensor_id AND sensor.name LIKE $2`,
    [length, names],
  );
  await client.end();
}
