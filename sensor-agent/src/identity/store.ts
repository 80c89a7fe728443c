import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeAtomically } from "./atomic-write.ts";

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
  write(identity: Identity, token: string): void;
  /** A renewal keeps the key: only the certificate changes. */
  replaceCertificate(certificate: string): void;
  isTokenKnown(token: string): boolean;
  clear(): void;
}

const tokenHash = (token: string) => createHash("sha256").update(token).digest("hex");

export function diskStore(stateDir: string, configDir: string): IdentityStore {
  const files = {
    config: join(configDir, "sensor.json"),
    ca: join(configDir, "console-ca.cert.pem"),
    certificate: join(stateDir, "client.cert.pem"),
    key: join(stateDir, "client.key.pem"),
    tokenHash: join(stateDir, ".enrollment-token-hash"),
  };
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : null);

  return {
    read() {
      const [config, ca, certificate, key] = [
        files.config,
        files.ca,
        files.certificate,
        files.key,
      ].map(read);
      if (!config || !ca || !certificate || !key) return null;
      return { config: SensorConfig.parse(JSON.parse(config)), ca, certificate, key };
    },
    pendingKey(make) {
      const existing = read(files.key);
      if (existing) return existing;
      const key = make();
      writeAtomically(files.key, key, 0o600);
      return key;
    },
    write({ config, ca, certificate, key }, token) {
      for (const dir of ["policies", "spool"])
        mkdirSync(join(stateDir, dir), { recursive: true, mode: 0o700 });
      writeAtomically(files.key, key, 0o600);
      writeAtomically(files.ca, ca);
      writeAtomically(files.config, `${JSON.stringify(config, null, 2)}\n`);
      writeAtomically(files.tokenHash, tokenHash(token), 0o600);
      // Last: with the certificate in place the identity is whole.
      writeAtomically(files.certificate, certificate);
    },
    replaceCertificate(certificate) {
      writeAtomically(files.certificate, certificate);
    },
    isTokenKnown: (token) => read(files.tokenHash) === tokenHash(token),
    clear() {
      const { ca: _ca, ...ours } = files;
      for (const file of Object.values(ours)) rmSync(file, { force: true });
    },
  };
}

export function memoryStore(): IdentityStore {
  let identity: Identity | null = null;
  let known = "";
  let pending = "";
  return {
    read: () => identity,
    pendingKey(make) {
      pending ||= make();
      return pending;
    },
    write(next, token) {
      identity = next;
      known = tokenHash(token);
    },
    replaceCertificate(certificate) {
      if (identity) identity = { ...identity, certificate };
    },
    isTokenKnown: (token) => known === tokenHash(token),
    clear() {
      identity = null;
      pending = "";
    },
  };
}

export function openStore(options: { state: string; config: string }): IdentityStore {
  return options.state === "mem:" ? memoryStore() : diskStore(options.state, options.config);
}
