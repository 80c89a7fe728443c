import { createPublicKey, randomUUID } from "node:crypto";
import pg from "pg";
import { newPrivateKey } from "../sensor-agent/src/identity/csr.ts";
import { type Authority, openAuthority } from "../server/ca/authority.ts";
import { systemClock } from "../server/clock.ts";
import { makeDb, makePool } from "../server/db/client.ts";

export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Installation extends AsyncDisposable {
  readonly authority: Authority;
  readonly client: pg.Client;
}

/** The database and CA of a running product, from the outside. */
export async function openInstallation(dataDir: string, secret: string): Promise<Installation> {
  const url = `postgresql://postgres@localhost/telovix?host=${encodeURIComponent(`${dataDir}/postgres`)}`;
  const pool = makePool(url, 2);
  const db = makeDb(pool);
  const authority = await openAuthority({ db, secret, clock: systemClock });
  const client = new pg.Client(url);
  await client.connect();
  return {
    authority,
    client,
    async [Symbol.asyncDispose]() {
      await client.end();
      await db.$disconnect();
      await pool.end();
    },
  };
}

/** Sensors written straight into the database, for benchmarks that do not measure enrolling. */
export async function seedSensors(
  { authority, client }: Installation,
  count: number,
): Promise<Identity[]> {
  const now = systemClock.now();
  const token = randomUUID();
  await client.query(
    `INSERT INTO enrollment_token (id, prefix, hash, type, expires_at, created_at, created_by)
     VALUES ($1, 'bench', decode(replace($2, '-', ''), 'hex'), 'batch', now(), now(), 'bench')`,
    [token, token],
  );
  const made = Array.from({ length: count }, () => {
    const [id, key] = [randomUUID(), newPrivateKey()];
    return {
      id,
      key,
      ...authority.signSensor({
        publicKey: createPublicKey(key),
        sensorId: id,
        ephemeral: false,
        now,
      }),
    };
  });
  await client.query(
    `INSERT INTO sensor (id, name, live_name, hostname, role, flavor, tags, arch, kernel, os, version, facts,
       public_key_hash, token_id, enrolled_at)
     SELECT id, id::text, id::text, 'bench', 'generic_linux', 'standard', '{}', 'amd64', '6', 'Linux', '0.1.0',
       '{}', sha256(id::text::bytea), $2, now() FROM unnest($1::uuid[]) AS id`,
    [made.map(({ id }) => id), token],
  );
  await client.query(
    "INSERT INTO sensor_heartbeat SELECT id, now(), listening_now() FROM unnest($1::uuid[]) AS id",
    [made.map(({ id }) => id)],
  );
  await client.query(
    "INSERT INTO sensor_certificate SELECT serial, id, now(), now() + interval '1 day' FROM unnest($1::uuid[], $2::text[]) AS c(id, serial)",
    [made.map(({ id }) => id), made.map(({ serial }) => serial)],
  );
  return made.map(({ pem, key }) => ({ certificate: pem, key }));
}
