import { randomBytes } from "node:crypto";
import { access, chmod, constants, mkdir, open, readFile, realpath } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { StartError } from "../start-error.ts";

/** Makes the data folder ours alone. @throws {StartError} when it cannot be written. */
export async function openDataDir(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    await chmod(dir, 0o700);
  } catch (cause) {
    throw new StartError(
      `The data folder ${dir} cannot be written (${(cause as NodeJS.ErrnoException).code}). Give this user write permission, or set TELOVIX_DATA_DIR.`,
    );
  }
}

/**
 * One instance per data folder: an abstract socket named after the folder, which the kernel
 * frees when this process ends, however it ends. @throws {StartError} when another one runs.
 */
export async function lockDataDir(dir: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  const name = `\0telovix:${await realpath(dir)}`.slice(0, 107);
  await new Promise<void>((resolve, reject) => {
    server.once("error", () =>
      reject(
        new StartError(
          `Another Telovix runs on the data folder ${dir}. Stop it, or set TELOVIX_DATA_DIR.`,
        ),
      ),
    );
    server.listen(name, resolve);
  });
  return server;
}

/** The installation's secret: given, or generated into the data folder on first use, mode 0600. */
export async function readSecret(dir: string, given: string | undefined): Promise<string> {
  if (given) return given;
  const file = join(dir, "secret");
  try {
    const handle = await open(file, "wx", 0o600);
    await handle.writeFile(randomBytes(32).toString("base64url"));
    await handle.sync();
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFile(file, "utf8");
}
