import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostImage } from "../host/image.ts";
import { type ProductProcess, watchProcess } from "../product-process.ts";

export interface Container extends AsyncDisposable {
  readonly process: ProductProcess;
}

/**
 * Runs a script as the first process of a container without systemd, in this machine's network;
 * nothing that it writes stays. SIGTERM reaches that process, as `docker stop` sends it.
 */
export async function runContainer(options: {
  script: string;
  hostname: string;
  consoleName: string;
  /** `NAME=value` lines, as of `docker run --env-file`. */
  envFile: string;
}): Promise<Container> {
  const folder = await mkdtemp(join(tmpdir(), "telovix-container-"));
  const script = join(folder, "telovix-sensor.sh");
  const hosts = join(folder, "hosts");
  await writeFile(script, options.script);
  await writeFile(hosts, `127.0.0.1 localhost ${options.consoleName}\n`);
  const env = options.envFile.trim().split("\n");
  const args = [
    `--directory=${await hostImage("minimal")}`,
    "--volatile=overlay",
    `--hostname=${options.hostname}`,
    "--register=no",
    "--keep-unit",
    "--console=pipe",
    "--kill-signal=SIGTERM",
    `--bind-ro=${script}:/telovix-sensor.sh`,
    `--bind-ro=${hosts}:/etc/hosts`,
    ...env.map((line) => `--setenv=${line}`),
    "sh",
    "/telovix-sensor.sh",
  ];
  const child = spawn("setpriv", ["--pdeathsig", "TERM", "systemd-nspawn", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const process = watchProcess(child);
  return {
    process,
    async [Symbol.asyncDispose]() {
      await process.stop("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
