import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePorts } from "../free-port.ts";
import { productEnv, runProduct, watchProcess } from "../product-process.ts";

/** A start that is refused: one clear line, a non-zero exit, nothing left in the data folder. */
async function refused(env: Record<string, string>) {
  const { code, stdout, stderr } = await runProduct(env, ["server/main.ts"]);
  const lines = `${stdout}${stderr}`.trim().split("\n");
  return { code, lines };
}

describe("a start that cannot succeed says why in one line", () => {
  let folder: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "telovix-refused-"));
    const [console = 0, sensor = 0] = await freePorts(2);
    env = {
      TELOVIX_DATA_DIR: join(folder, "data"),
      TELOVIX_CONSOLE_PORT: String(console),
      TELOVIX_SENSOR_PORT: String(sensor),
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.for(["TELOVIX_CONSOLE_PORT", "TELOVIX_SENSOR_PORT"])(
    "when %s is in use",
    async (variable) => {
      const user = createServer().listen(Number(env[variable]));
      await once(user, "listening");
      const { code, lines } = await refused(env);
      user.close();
      expect(code).not.toBe(0);
      expect(lines).toEqual([expect.stringContaining(`Port ${env[variable]} is in use`)]);
      expect(lines[0]).toContain(variable);
    },
  );

  test("when DATABASE_URL leads nowhere", async () => {
    const DATABASE_URL = "postgresql://telovix@127.0.0.1:9/telovix";
    const { code, lines } = await refused({ ...env, DATABASE_URL });
    expect(code).not.toBe(0);
    expect(lines).toEqual([expect.stringMatching(/ECONNREFUSED.*DATABASE_URL/)]);
  });

  test("when DATABASE_URL has a password that must not be printed", async () => {
    const DATABASE_URL = "postgresql://telovix:hunter2hunter2@127.0.0.1:9/telovix";
    const { lines } = await refused({ ...env, DATABASE_URL });
    expect(lines.join("\n")).not.toContain("hunter2");
  });

  test("when the data folder cannot be written", async () => {
    const data = await mkdtemp(join(folder, "read-only-"));
    const running = watchProcess(startOnReadOnly(data, { ...env, TELOVIX_DATA_DIR: data }));
    expect(await running.ended).not.toBe(0);
    expect(running.output().trim().split("\n")).toEqual([
      expect.stringMatching(/data folder .* cannot be written.*TELOVIX_DATA_DIR/),
    ]);
    expect(await readdir(data)).toEqual([]);
  });

  test("when the data folder is a file", async () => {
    const file = join(folder, "file");
    await writeFile(file, "mine");
    const { code, lines } = await refused({ ...env, TELOVIX_DATA_DIR: file });
    expect(code).not.toBe(0);
    expect(lines).toEqual([expect.stringContaining("TELOVIX_DATA_DIR")]);
  });

  test.for([
    ["TELOVIX_CONSOLE_PORT", "70000"],
    ["TELOVIX_PUBLIC_URL", "http://plain.example"],
    ["TELOVIX_PUBLIC_URL", "https://a.example/$(reboot)"],
    ["TELOVIX_ADMIN_PASSWORD", "short"],
    ["DATABASE_URL", "mysql://nope"],
    ["TELOVIX_SENSOR_PROT", "15484"],
  ])("when %s is %s", async ([variable = "", value = ""]) => {
    const { code, lines } = await refused({ ...env, [variable]: value });
    expect(code).not.toBe(0);
    expect(lines).toEqual([expect.stringContaining(variable)]);
  });
});

/** Root may write where modes forbid it, but not on a read-only mount, which this makes for it alone. */
function startOnReadOnly(data: string, variables: Record<string, string>) {
  const main = [process.execPath, "server/main.ts"];
  const readOnly = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"';
  const [command = "", ...args] =
    process.getuid?.() === 0
      ? ["unshare", "--mount", "sh", "-c", readOnly, data, ...main]
      : ["sh", "-c", 'chmod 0500 "$0" && exec "$@"', data, ...main];
  return spawn(command, args, {
    cwd: join(import.meta.dirname, "../.."),
    env: productEnv(variables),
    stdio: ["ignore", "pipe", "pipe"],
  });
}
