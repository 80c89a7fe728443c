import { hostname } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";

/**
 * The environment, parsed once. Secrets live in a second object so that `config` can be logged whole.
 * What an operator tunes while running is a setting in the database (server/settings).
 */
export interface Config {
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly console: { readonly port: number };
  readonly gateway: { readonly port: number; readonly processes: number };
  readonly database: { readonly embedded: boolean };
  readonly admin: { readonly email: string };
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly log: { readonly level: string };
  readonly production: boolean;
}

export interface Secrets {
  readonly databaseUrl: string | undefined;
  readonly adminPassword: string | undefined;
  readonly telovixSecret: string | undefined;
}

/** Thrown with one line per bad variable, each naming the variable and what it accepts. */
export class ConfigError extends Error {}

const port = z.coerce.number().int().min(1).max(65535);
const accepts = {
  TELOVIX_DATA_DIR: "a folder path",
  DATABASE_URL: "a postgres:// or postgresql:// URL",
  TELOVIX_PUBLIC_URL: "an https:// URL without path, query or credentials",
  TELOVIX_CONSOLE_PORT: "a port, 1–65535",
  TELOVIX_SENSOR_PORT: "a port, 1–65535, other than TELOVIX_CONSOLE_PORT",
  TELOVIX_GATEWAYS: "how many gateway processes to run, 0–64",
  TELOVIX_ADMIN_EMAIL: "an e-mail address",
  TELOVIX_ADMIN_PASSWORD: "12–128 characters",
  TELOVIX_SECRET: "32–256 characters",
  TELOVIX_TLS_CERT: "a PEM file, together with TELOVIX_TLS_KEY",
  TELOVIX_TLS_KEY: "a PEM file, together with TELOVIX_TLS_CERT",
  TELOVIX_LOG_LEVEL: "debug, info, warn or error",
} as const;
type Variable = keyof typeof accepts;

/** Stands in shell commands: a host and a port, and no character that a shell would read. */
const isPublicUrl = (value: string) =>
  /^https:\/\/([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?\/?$/.test(value) && URL.canParse(value);

const Environment = z.object({
  TELOVIX_DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TELOVIX_PUBLIC_URL: z.string().refine(isPublicUrl).optional(),
  TELOVIX_CONSOLE_PORT: port.default(15483),
  TELOVIX_SENSOR_PORT: port.default(15484),
  TELOVIX_GATEWAYS: z.coerce.number().int().min(0).max(64).default(2),
  TELOVIX_ADMIN_EMAIL: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/)
    .max(254)
    .default("admin@localhost"),
  TELOVIX_ADMIN_PASSWORD: z.string().min(12).max(128).optional(),
  TELOVIX_SECRET: z.string().min(32).max(256).optional(),
  TELOVIX_TLS_CERT: z.string().min(1).optional(),
  TELOVIX_TLS_KEY: z.string().min(1).optional(),
  TELOVIX_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

const line = (variable: Variable) => `${variable} accepts ${accepts[variable]}.`;

/**
 * Parses an environment. An unknown `TELOVIX_…` name is an error too: it is a spelling mistake.
 * @throws {ConfigError} naming every bad variable.
 */
export function parseConfig(env: Record<string, string | undefined>): {
  config: Config;
  secrets: Secrets;
} {
  const known = Object.keys(accepts);
  const unknown = Object.keys(env).filter((n) => n.startsWith("TELOVIX_") && !known.includes(n));
  const set = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => known.includes(name) && value !== ""),
  );
  const parsed = Environment.safeParse(set);
  const bad = new Set(parsed.error?.issues.map((issue) => issue.path[0] as Variable));
  if (parsed.data?.TELOVIX_CONSOLE_PORT === parsed.data?.TELOVIX_SENSOR_PORT && parsed.success) {
    bad.add("TELOVIX_SENSOR_PORT");
  }
  if (!set.TELOVIX_TLS_CERT !== !set.TELOVIX_TLS_KEY) bad.add("TELOVIX_TLS_CERT");
  const problems = [
    ...unknown.map((name) => `${name} is unknown; known are ${known.join(", ")}.`),
    ...[...bad].map(line),
  ];
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems.join("\n"));
  return freeze(parsed.data, env.NODE_ENV !== "development");
}

function freeze(value: z.infer<typeof Environment>, production: boolean) {
  const config: Config = {
    dataDir: resolve(value.TELOVIX_DATA_DIR),
    publicUrl: (
      value.TELOVIX_PUBLIC_URL ?? `https://${hostname()}:${value.TELOVIX_CONSOLE_PORT}`
    ).replace(/\/$/, ""),
    console: { port: value.TELOVIX_CONSOLE_PORT },
    gateway: { port: value.TELOVIX_SENSOR_PORT, processes: value.TELOVIX_GATEWAYS },
    database: { embedded: value.DATABASE_URL === undefined },
    admin: { email: value.TELOVIX_ADMIN_EMAIL },
    tls:
      value.TELOVIX_TLS_CERT && value.TELOVIX_TLS_KEY
        ? { certFile: value.TELOVIX_TLS_CERT, keyFile: value.TELOVIX_TLS_KEY }
        : undefined,
    log: { level: value.TELOVIX_LOG_LEVEL },
    production,
  };
  const secrets: Secrets = {
    databaseUrl: value.DATABASE_URL,
    adminPassword: value.TELOVIX_ADMIN_PASSWORD,
    telovixSecret: value.TELOVIX_SECRET,
  };
  return { config: Object.freeze(config), secrets: Object.freeze(secrets) };
}
