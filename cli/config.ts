import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CliError, exitCodes, usage } from "./exit-codes.ts";
import type { World } from "./world.ts";

/** Which Console, as whom, and whom to believe that it is that Console. */
export interface Connection {
  /** Origin, `https://…`. */
  readonly url: string;
  readonly apiKey: string;
  readonly trust: Trust;
}

/** `system`: the CAs of this machine. */
export type Trust =
  | { readonly kind: "system" }
  | { readonly kind: "ca"; readonly pem: string }
  | { readonly kind: "fingerprint"; readonly sha256: string };

export interface ConnectionOptions {
  readonly url?: string;
  readonly apiKeyFile?: string;
  readonly caCert?: string;
  readonly caFingerprint?: string;
}

/** What `telovix configure` writes. */
export interface ConfigFile {
  url?: string;
  apiKey?: string;
  /** PEM. */
  caCert?: string;
}

export const configPath = ({ env, home }: Pick<World, "env" | "home">): string =>
  join(env.XDG_CONFIG_HOME || join(home, ".config"), "telovix", "config.json");

/** Each value from its option, else from its variable, else from the config file. */
export function readConnection(options: ConnectionOptions, world: World): Connection {
  const { env } = world;
  const file = readConfigFile(configPath(world));
  const url = options.url ?? (env.TELOVIX_URL || file.url);
  if (!url)
    throw usage("Which Console?", "Give --url, set TELOVIX_URL, or run `telovix configure`.");
  const origin = parseOrigin(url);
  return {
    url: origin,
    apiKey: readApiKey(options, env, { file, origin }),
    trust: readTrust(options, env, file),
  };
}

export function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" || url.username || !/^\/?$/.test(url.pathname + url.search))
    throw usage(`“${text}” is not the URL of a Console.`, "It looks like https://console:15483.");
  return url.origin;
}

/** The file's key is for the file's Console: another, named by mistake or by malice, never sees it. */
function readApiKey(
  options: ConnectionOptions,
  env: World["env"],
  { file, origin }: { file: ConfigFile; origin: string },
): string {
  const path = options.apiKeyFile ?? env.TELOVIX_API_KEY_FILE;
  const given = path ? readText(path, "API key") : env.TELOVIX_API_KEY;
  const isTheirs = file.url !== undefined && parseOrigin(file.url) === origin;
  const key = given || (isTheirs ? file.apiKey : undefined);
  if (!key && file.apiKey)
    throw usage(
      `The configured API key is for ${file.url}, not for ${origin}.`,
      "Set TELOVIX_API_KEY or give --api-key-file.",
    );
  if (!key)
    throw usage(
      "There is no API key.",
      "Set TELOVIX_API_KEY, give --api-key-file, or run `telovix configure`.",
    );
  return checkApiKey(key);
}

/** It goes into a header. */
export function checkApiKey(text: string): string {
  const key = text.trim();
  if (!/^[\x21-\x7e]{1,500}$/.test(key)) throw usage("The API key is not one line of plain text.");
  return key;
}

export function readTrust(options: ConnectionOptions, env: World["env"], file: ConfigFile): Trust {
  if (options.caCert) return { kind: "ca", pem: readText(options.caCert, "CA certificate") };
  if (options.caFingerprint) return fingerprint(options.caFingerprint);
  if (env.TELOVIX_CA_CERT) return { kind: "ca", pem: readText(env.TELOVIX_CA_CERT, "CA") };
  if (env.TELOVIX_CA_FINGERPRINT) return fingerprint(env.TELOVIX_CA_FINGERPRINT);
  return file.caCert ? { kind: "ca", pem: file.caCert } : { kind: "system" };
}

function fingerprint(text: string): Trust {
  const hex = text
    .replace(/^sha256:/i, "")
    .replaceAll(":", "")
    .toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex))
    throw usage(
      "The CA fingerprint is not a SHA-256.",
      "Settings > Console shows it: 64 hexadecimal digits, with or without colons.",
    );
  return { kind: "fingerprint", sha256: hex };
}

/** @throws {CliError} when others may read it, as ssh does with keys */
export function readConfigFile(path: string): ConfigFile {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return {};
  if ((stat.mode & 0o077) !== 0)
    throw new CliError(exitCodes.failed, `${path} holds an API key and others may read it.`, {
      help: `chmod 600 ${path}`,
    });
  try {
    const content: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof content === "object" && content !== null) return content;
  } catch {}
  throw new CliError(exitCodes.failed, `${path} is not a config file of telovix.`, {
    help: "Write it anew with `telovix configure`.",
  });
}

export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CliError(exitCodes.usage, `The ${what} cannot be read from ${path} (${code}).`, {
      cause,
    });
  }
}
