import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { eventually } from "../eventually.ts";
import { freePorts } from "../free-port.ts";

export interface SystemPostgres extends AsyncDisposable {
  /** URL of an empty database, with a password. */
  readonly url: string;
  readonly version: string;
}

/** The PostgreSQL that the distribution ships, on a folder and a port of its own, asking for a password. */
export async function startSystemPostgres(): Promise<SystemPostgres> {
  const [version = ""] = (await readdir("/usr/lib/postgresql")).sort().reverse();
  const bin = `/usr/lib/postgresql/${version}/bin`;
  const folder = await mkdtemp(join(tmpdir(), "telovix-postgres-"));
  const data = join(folder, "data");
  const [port = 0] = await freePorts(1);
  await writeFile(join(folder, "password"), "p@ss/word", { mode: 0o600 });
  const initdb = [`${bin}/initdb`, "-D", data, "-U", "telovix", "--auth=scram-sha-256"];
  const [first = "", ...rest] = unprivileged([...initdb, `--pwfile=${folder}/password`]);
  await promisify(execFile)(first, rest);
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
  ];
  const flags = settings.flatMap((setting) => ["-c", setting]);
  const [command = "", ...args] = unprivileged([`${bin}/postgres`, "-D", data, ...flags]);
  const server = spawn(command, args, { stdio: "ignore" });
  const url = (database: string) =>
    `postgresql://telovix:${encodeURIComponent("p@ss/word")}@127.0.0.1:${port}/${database}`;
  await eventually("PostgreSQL answers", 20_000, () => createDatabase(url("postgres")));
  return {
    url: url("telovix"),
    version,
    async [Symbol.asyncDispose]() {
      const ended = once(server, "exit");
      server.kill("SIGINT");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; a user namespace satisfies it without an account. */
function unprivileged(command: string[]): string[] {
  const mortal = ["setpriv", "--pdeathsig", "INT", ...command];
  if (process.getuid?.() !== 0) return mortal;
  return ["unshare", "--user", "--map-user=1000", "--map-group=1000", ...mortal];
}

async function createDatabase(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    await client.query("CREATE DATABASE telovix");
    return true;
  } finally {
    await client.end();
  }
}
