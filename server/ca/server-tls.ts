import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Db } from "../context.ts";
import type { Listener } from "../db/listen.ts";
import { publicUrl } from "../settings/public-url.ts";
import { StartError } from "../start-error.ts";
import type { Authority } from "./authority.ts";
import { type ServerIdentity, serverIdentity } from "./server-certificate.ts";

const checkEveryMs = 3_600_000;

/** TLS options of the listeners, renewed without a restart. */
export interface ServerTls {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** For sensors: always the internal CA's certificate. */
  gatewayOptions(): ServerIdentity & { ca: string };
  /** For browsers and installers: TELOVIX_TLS_CERT when given. */
  consoleOptions(): ServerIdentity & { ca: string };
  onChange(callback: () => void): void;
}

export function makeServerTls(deps: {
  db: Db;
  authority: Authority;
  secret: string;
  clock: Clock;
  config: Config;
  listener: Listener;
  log: Logger;
}): ServerTls {
  const { authority, clock, config, db, listener, log } = deps;
  const stopping = new AbortController();
  const callbacks: (() => void)[] = [];
  let internal: ServerIdentity = { key: "", cert: "" };
  let own: ServerIdentity | undefined;

  async function refresh(): Promise<void> {
    const before = [internal.cert, own?.cert].join();
    internal = await serverIdentity(deps, await publicUrl(db, config));
    if (config.tls) own = await readOwn(config.tls);
    if (before !== [internal.cert, own?.cert].join()) for (const callback of callbacks) callback();
  }

  const refreshQuietly = () =>
    refresh().catch((error) =>
      log.error({ err: error }, "The server certificate could not be renewed"),
    );

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(checkEveryMs, stopping.signal);
      if (!stopping.signal.aborted) await refreshQuietly();
    }
  }

  const withCa = (identity: ServerIdentity) => ({ ...identity, ca: authority.certificatePem });
  return {
    async start() {
      await refresh();
      // The public URL is a setting: its host belongs into the certificate at once.
      listener.on("notice", (notice) => {
        if (notice.topic === "settings" && !stopping.signal.aborted) void refreshQuietly();
      });
      void watch();
    },
    stop: async () => stopping.abort(),
    gatewayOptions: () => withCa(internal),
    consoleOptions: () => withCa(own ?? internal),
    onChange: (callback) => void callbacks.push(callback),
  };
}

async function readOwn(files: { certFile: string; keyFile: string }): Promise<ServerIdentity> {
  const read = (file: string, variable: string) =>
    readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      throw new StartError(`${variable}: ${file} cannot be read (${error.code}).`);
    });
  const cert = await read(files.certFile, "TELOVIX_TLS_CERT");
  const key = await read(files.keyFile, "TELOVIX_TLS_KEY");
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return { key, cert };
  } catch {
    throw new StartError("TELOVIX_TLS_CERT and TELOVIX_TLS_KEY must be PEM files.");
  }
  throw new StartError("TELOVIX_TLS_KEY is not the key of TELOVIX_TLS_CERT.");
}
