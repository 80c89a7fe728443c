import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { makeApi, must, openFetch } from "../api.ts";
import {
  type ConfigFile,
  type ConnectionOptions,
  checkApiKey,
  configPath,
  parseOrigin,
  readText,
  readTrust,
} from "../config.ts";
import { usage } from "../exit-codes.ts";
import { caOf } from "../trusted-fetch.ts";
import type { World } from "../world.ts";

/** `telovix configure`: tries a connection and keeps it in a file of mode 0600. */
export function addConfigureCommand(program: Command, world: World): void {
  program
    .command("configure")
    .description("keeps URL, CA and API key in ~/.config/telovix/config.json, once they work")
    .addHelpText("after", "\nThe key comes from --api-key-file, TELOVIX_API_KEY or standard input.")
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<ConnectionOptions>();
      const url = options.url ?? world.env.TELOVIX_URL;
      if (!url) throw usage("Which Console?", "Give --url or set TELOVIX_URL.");
      const origin = parseOrigin(url);
      const ca = await caOf(origin, readTrust(options, world.env, {}));
      const apiKey = checkApiKey(await readKey(options, world));
      const trust =
        ca === undefined ? { kind: "system" as const } : { kind: "ca" as const, pem: ca };
      const connection = { url: origin, apiKey, trust };
      const api = makeApi(connection, await openFetch(connection, world));
      const { total } = await must(api.GET("/sensors/counts"));
      const path = configPath(world);
      writeConfig(path, { url: origin, apiKey, ...(ca === undefined ? {} : { caCert: ca }) });
      world.stderr.write(`${origin} answers: ${total} sensors. Written to ${path}.\n`);
    });
}

async function readKey({ apiKeyFile }: ConnectionOptions, world: World): Promise<string> {
  if (apiKeyFile) return readText(apiKeyFile, "API key");
  if (world.env.TELOVIX_API_KEY) return world.env.TELOVIX_API_KEY;
  if (world.stdin.isTTY) world.stderr.write("API key: ");
  const lines = createInterface({ input: world.stdin, terminal: false });
  const key = await new Promise<string>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(""));
  });
  lines.close();
  return key;
}

/** Never readable by others, not even while it is written. */
function writeConfig(path: string, config: ConfigFile): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  writeFileSync(temporary, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600, flag: "w" });
  renameSync(temporary, path);
}
