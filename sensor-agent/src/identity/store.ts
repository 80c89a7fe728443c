import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type FileSteps, fileSteps } from "./atomic-write.ts";

/** `sensor.json`: where this sensor belongs. Nothing in it is secret. */
export const SensorConfig = z.object({
  sensorId: z.uuid(),
  name: z.string(),
  consoleUrl: z.url(),
  sensorUrl: z.url(),
  heartbeatSeconds: z.number().int().min(1),
  ephemeral: z.boolean(),
});
export type SensorConfig = z.infer<typeof SensorConfig>;

/** Everything that makes this host a sensor. */
export interface Identity {
  readonly config: SensorConfig;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Where an identity is kept: on disk, or in memory for `--state mem:`. */
export interface IdentityStore {
  read(): Identity | null;
  /** The key of an enrollment that is under way; kept, so that a lost reply can be asked for again. */
  pendingKey(make: () => string): string;
  /** Ends an enrollment: what was set aside is no longer needed. */
  write(identity: Identity, token: string): void;
  /** A renewal keeps the key: only the certificate changes. */
  replaceCertificate(certificate: string): void;
  /** SHA-256 of the token of the last enrollment. */
  tokenHash(): string | null;
  /** From here on the host has no identity but its key, until `write`, or `restore` takes it back. */
  setAside(): void;
  /** What `setAside` put away. */
  aside(): Identity | null;
  restore(): Identity | null;
  clear(): void;
}

export const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** All of an identity but its key, in one file, so that it is there whole or not at all. */
const Aside = z.object({
  config: SensorConfig,
  ca: z.string(),
  certificate: z.string(),
  tokenHash: z.string().nullable(),
});

/**
 * The certificate is what makes an identity whole: it is written last and removed first, so that one
 * that is there fits the files beside it, wherever the host was cut off.
 */
export function diskStore(
  stateDir: string,
  configDir: string,
  steps: FileSteps = fileSteps,
): IdentityStore {
  const files = {
    aside: join(stateDir, ".set-aside.json"),
    certificate: join(stateDir, "client.cert.pem"),
    config: join(configDir, "sensor.json"),
    ca: join(configDir, "console-ca.cert.pem"),
    tokenHash: join(stateDir, ".enrollment-token-hash"),
    key: join(stateDir, "client.key.pem"),
  };
  const get = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : null);
  const readAside = () => Aside.safeParse(parse(get(files.aside))).data;

  function put({ config, ca, certificate }: Omit<Identity, "key">, tokenHash: string | null): void {
    if (existsSync(files.certificate)) steps.remove(files.certificate);
    steps.write(files.ca, ca);
    steps.write(files.config, `${JSON.stringify(config, null, 2)}\n`);
    if (tokenHash === null) steps.remove(files.tokenHash);
    else steps.write(files.tokenHash, tokenHash, 0o600);
    steps.write(files.certificate, certificate);
    if (existsSync(files.aside)) steps.remove(files.aside);
  }

  const store: IdentityStore = {
    read() {
      const [config, ca, certificate, key] = [
        files.config,
        files.ca,
        files.certificate,
        files.key,
      ].map(get);
      if (!config || !ca || !certificate || !key) return null;
      return { config: SensorConfig.parse(JSON.parse(config)), ca, certificate, key };
    },
    pendingKey(make) {
      const existing = get(files.key);
      if (existing) return existing;
      const key = make();
      // What was set aside belongs to a key that is gone.
      if (existsSync(files.aside)) steps.remove(files.aside);
      steps.write(files.key, key, 0o600);
      return key;
    },
    write({ key, ...rest }, token) {
      for (const dir of ["policies", "spool"])
        mkdirSync(join(stateDir, dir), { recursive: true, mode: 0o700 });
      steps.write(files.key, key, 0o600);
      put(rest, hashOf(token));
    },
    replaceCertificate: (certificate) => steps.write(files.certificate, certificate),
    tokenHash: () => get(files.tokenHash),
    setAside() {
      const identity = store.read();
      if (!identity) return;
      const { key: _key, ...rest } = identity;
      steps.write(files.aside, JSON.stringify({ ...rest, tokenHash: get(files.tokenHash) }), 0o600);
      steps.remove(files.certificate);
    },
    aside() {
      const [kept, key] = [readAside(), get(files.key)];
      if (!kept || !key) return null;
      return { config: kept.config, ca: kept.ca, certificate: kept.certificate, key };
    },
    restore() {
      const [kept, key] = [readAside(), get(files.key)];
      if (kept && key && !existsSync(files.certificate)) put(kept, kept.tokenHash);
      return store.read();
    },
    clear() {
      const { ca: _ca, ...ours } = files;
      for (const file of Object.values(ours)) if (existsSync(file)) steps.remove(file);
    },
  };
  return store;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}
