import type pg from "pg";

/** How many sensors of which kind; the rest of the enrolled ones are offline for minutes to weeks. */
export interface FleetSize {
  readonly enrolled: number;
  readonly departed: number;
  /** Heard now. */
  readonly healthy: number;
  readonly degraded: number;
  readonly stale: number;
}

export const largeFleet: FleetSize = {
  enrolled: 100_000,
  departed: 100_000,
  healthy: 20_000,
  degraded: 300,
  stale: 2_000,
};

/** The same mix with a thousand enrolled. */
export const smallFleet: FleetSize = {
  enrolled: 1_000,
  departed: 1_000,
  healthy: 200,
  degraded: 3,
  stale: 20,
};

/** `n` spread evenly over `count` values. */
const one = (of: number, salt: number) =>
  `(abs(hashint4extended(n, ${salt}::bigint) % ${of}))::int`;
/** The same, but small values come often: a few large clusters, many small ones. */
const skewed = (of: number, salt: number) =>
  `(${of} * power((abs(hashint4extended(n, ${salt}::bigint) % 100000)) / 1e5::float8, 2.5::float8))::int`;
const pick = (values: readonly string[], index: string) =>
  `(ARRAY[${values.map((value) => `'${value}'`).join(",")}])[1 + ${index}]`;

/** A UUID that is the same each time. */
const uuid = (of: string) =>
  `overlay(overlay(md5(${of}) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid`;
/** In a cluster, else null. */
const inCluster = (value: string) => `CASE WHEN token < 60 THEN ${value} END`;

const roles = [
  "kubernetes_node",
  "generic_linux",
  "web",
  "database",
  "cache",
  "ci_runner",
  "batch_worker",
  "gateway",
  "message_queue",
  "storage",
  "monitoring",
  "router",
];
const systems = ["Debian 12", "Ubuntu 24.04", "Rocky 9", "Amazon Linux 2023", "Flatcar 4081"];
const teams = ["payments", "search", "core", "data", "ml", "edge", "identity", "web", "ops", "qa"];

/**
 * Writes a fleet as it is met in the wild, the same one each time: tokens, sensors with tags in
 * pools and clusters, certificates, heartbeats and the events of the last day. Seconds for 100,000.
 */
export async function seedFleet(client: pg.ClientBase, size: FleetSize): Promise<void> {
  await client.query("SELECT tick_listening()");
  await client.query("BEGIN");
  // Most row triggers would take as long as all the rest; what they keep is written below.
  await client.query("ALTER TABLE sensor ENABLE ALWAYS TRIGGER sensor_search");
  await client.query("SET LOCAL session_replication_role = replica");
  const { rows } = await client.query<{ name: string; definition: string }>(plainIndexes);
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  await client.query(tokens);
  await client.query(sensors, [size.enrolled + size.departed, size.enrolled]);
  await client.query(heartbeats, [size.healthy, size.degraded, size.stale]);
  await client.query(certificates);
  await client.query(events);
  await client.query(clusters);
  await client.query(kept);
  for (const { definition } of rows) await client.query(definition);
  await client.query("ALTER TABLE sensor ENABLE TRIGGER sensor_search");
  await client.query("COMMIT");
  await client.query("VACUUM ANALYZE");
}

/** Building an index once costs a fraction of keeping it row by row. */
const plainIndexes = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE schemaname = current_schema() AND indexdef NOT LIKE 'CREATE UNIQUE%'
    AND tablename IN ('sensor', 'sensor_heartbeat', 'sensor_certificate', 'sensor_event')`;

const tokens = `
  INSERT INTO enrollment_token (id, prefix, hash, type, max_uses, uses, expires_at, last_used_at,
    cluster_name, tags, created_at, created_by)
  SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
    'tlx_' || substr(md5('token' || n), 1, 8), sha256(('token' || n)::bytea),
    (CASE WHEN n < 60 THEN 'cluster' ELSE 'batch' END)::token_type,
    CASE WHEN n < 60 THEN NULL ELSE 100000 END, 100, now() + n * interval '1 day', now(),
    CASE WHEN n < 60 THEN 'cluster-' || lpad(n::text, 2, '0') END, '{}',
    now() - n * interval '1 hour', 'admin@localhost'
  FROM generate_series(0, 299) AS n`;

/** In the order in which they enrolled; who departed is spread over all of them. */
const sensors = `
  WITH made AS (
    SELECT n, n % 2 = 0 AND n / 2 < $1 - $2 AS is_departed, ${uuid("'sensor' || n")} AS id,
      ${skewed(300, 1)} % 300 AS token, ${pick(roles, `${skewed(11, 2)} % 12`)} AS role,
      ${pick(teams, one(10, 3))} AS team, ${skewed(80, 4)} AS pool, ${one(10, 5)} AS dice
    FROM generate_series(0, $1 - 1) AS n)
  INSERT INTO sensor (id, name, live_name, hostname, cluster_name, role, flavor, tags, ephemeral,
    remove_after_seconds, arch, kernel, os, version, machine_id, instance_id, facts, runtime,
    cluster_uid, node_name, node_uid, node_facts, node_labels, public_key_hash, token_id, enrolled_at, first_heartbeat_at, certificate_not_after, pool,
    departed_at, departed_reason, departed_by)
  SELECT id, role || '-' || team || '-' || lpad(n::text, 6, '0'),
    CASE WHEN NOT is_departed THEN role || '-' || team || '-' || lpad(n::text, 6, '0') END,
    'ip-10-' || n / 65536 || '-' || n / 256 % 256 || '-' || n % 256 || '.' || team || '.internal',
    CASE WHEN token < 60 THEN 'cluster-' || lpad(token::text, 2, '0') END, role,
    (CASE WHEN ${one(20, 6)} = 0 THEN 'telecom' ELSE 'standard' END)::flavor,
    array_remove(ARRAY['env:' || ${pick(["prod", "prod", "prod", "stage", "lab"], one(5, 7))},
      'team:' || team, 'region:' || ${pick(["eu-1", "eu-2", "us-1", "us-2", "ap-1"], one(5, 8))},
      CASE WHEN dice < 3 THEN 'rack:r' || ${one(400, 9)} END,
      CASE WHEN dice < 6 THEN 'pool:p' || pool END], NULL),
    dice IN (4, 5, 9), CASE WHEN dice IN (4, 5, 9) THEN 1800 END,
    ${pick(["amd64", "amd64", "amd64", "arm64"], one(4, 10))},
    '6.' || ${skewed(12, 11)} || '.0-' || ${one(3, 12)} || '-cloud',
    ${pick(systems, `${skewed(4, 13)} % 5`)}, '0.' || ${skewed(8, 14)} || '.' || ${one(3, 15)},
    md5('machine' || n), CASE WHEN dice > 3 THEN 'i-0' || substr(md5('instance' || n), 1, 16) END,
    '{"arch": "amd64", "kernel": "6.1.0-27-cloud-amd64", "os": "Debian GNU/Linux 12",
      "version": "0.1.0", "cpus": 8, "memoryBytes": 33554432000, "cloud": "aws"}'::jsonb,
    '{"loader": {"state": "running", "restarts": 0}, "programs": [
      {"name": "process_exec", "state": "attached"}, {"name": "process_exit", "state": "attached"},
      {"name": "tcp_state", "state": "attached"}]}'::jsonb,
    ${inCluster(uuid("'cluster' || token"))}, ${inCluster("'node-' || n")},
    ${inCluster(uuid("'node' || n"))},
    ${inCluster(`'{"roles": ["worker"], "kubeletVersion": "v1.34.1"}'::jsonb`)},
    ${inCluster(`'{"kubernetes.io/arch": "amd64", "topology.kubernetes.io/zone": "eu-1a"}'::jsonb`)},
    sha256(('key' || n)::bytea), ('00000000-0000-4000-8000-' || lpad(token::text, 12, '0'))::uuid,
    now() - ($1 - n) * interval '40 seconds', now() - ($1 - n) * interval '40 seconds',
    now() + ${one(2_592_000, 17)} * interval '1 second',
    CASE WHEN dice < 6 THEN 'tag:p' || pool
      ELSE 'token:' || '00000000-0000-4000-8000-' || lpad(token::text, 12, '0') END,
    CASE WHEN is_departed THEN now() - ($1 - n) * interval '39 seconds' END,
    CASE WHEN is_departed THEN ${pick(["auto_removed", "clean_exit", "decommissioned", "deleted"], one(4, 16))}::depart_reason END,
    CASE WHEN is_departed THEN 'system' END
  FROM made`;

/** Who is heard and who is not has nothing to do with when it enrolled. */
const heartbeats = `
  WITH ranked AS (
    SELECT id, departed_at, row_number() OVER (PARTITION BY departed_at IS NULL ORDER BY id) AS rank
    FROM sensor),
  silent AS (
    SELECT id, departed_at, CASE
      WHEN departed_at IS NOT NULL THEN now() - departed_at
      WHEN rank <= $1 THEN (rank % 15) * interval '1 second'
      WHEN rank <= $1 + $2 THEN (46 + rank % 40) * interval '1 second'
      WHEN rank <= $1 + $2 + $3 THEN (95 + rank % 200) * interval '1 second'
      ELSE (400 + rank * 17 % 1800000) * interval '1 second' END AS silence
    FROM ranked),
  until AS (
    UPDATE listening SET silent_until = listening_now() - interval '25 seconds' RETURNING silent_until)
  INSERT INTO sensor_heartbeat (sensor_id, at, heard_at, silent_since)
  SELECT id, now() - silence, heard_at, CASE WHEN departed_at IS NOT NULL THEN '-infinity'
    WHEN heard_at <= silent_until THEN heard_at ELSE 'infinity' END
  FROM until, silent, LATERAL (
    SELECT date_trunc('milliseconds', silent_until + interval '25 seconds' - silence) AS heard_at) heard`;

/** Each has renewed once; the one before is kept. */
const certificates = `
  INSERT INTO sensor_certificate (serial, sensor_id, not_before, not_after)
  SELECT md5(term || id::text), id, certificate_not_after - term - interval '30 days',
    certificate_not_after - term
  FROM sensor, unnest(ARRAY[interval '0', interval '20 days']) AS term ORDER BY id`;

/** Each cluster knows the nodes of its sensors, and some that have lost theirs. */
const clusters = `
  WITH node AS (
    SELECT cluster_uid, node_uid AS uid, node_name AS name, cluster_name FROM sensor
    WHERE cluster_uid IS NOT NULL
      AND (departed_at IS NULL OR abs(hashtextextended(node_name, 0)) % 50 = 0)),
  known AS (
    INSERT INTO cluster (uid, name, nodes, digest, reported_at, reporter_id, reporter_name)
    SELECT cluster_uid, min(cluster_name), count(*), '', now(), ${uuid("'reporter'")}, 'node-1'
    FROM node GROUP BY cluster_uid)
  INSERT INTO cluster_node (cluster_uid, uid, name) SELECT cluster_uid, uid, name FROM node`;

const events = `
  INSERT INTO sensor_event (at, kind, sensor_id, sensor_name, pool, ephemeral, reason)
  SELECT enrolled_at, 'enrolled'::sensor_event_kind, id, name, pool, ephemeral, NULL::depart_reason
    FROM sensor
  UNION ALL SELECT departed_at, 'departed', id, name, pool, ephemeral, departed_reason
    FROM sensor WHERE departed_at IS NOT NULL`;

/** What the triggers would have kept. */
const kept = `
  WITH due AS (
    INSERT INTO removal_deadline (sensor_id, due_at)
    SELECT s.id, h.heard_at + interval '30 days' FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE s.departed_at IS NULL AND s.ephemeral)
  UPDATE seat SET taken = (SELECT count(*) FROM sensor WHERE departed_at IS NULL)`;
