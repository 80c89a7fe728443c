-- What schema.prisma cannot say.

-- Sums over the fleet (counts, groups, pools, the live feed) read this instead of wide rows.
CREATE INDEX sensor_enrolled_facts_idx ON sensor (id)
  INCLUDE (cluster_name, role, flavor, version, kernel, pool, ephemeral) WHERE departed_at IS NULL;

-- How long sensors of a pool lived, and how long they took to report first: sums over a week.
CREATE INDEX sensor_departed_life_span_idx ON sensor ((departed_at - enrolled_at), id)
  WHERE departed_at IS NOT NULL;
CREATE INDEX sensor_departed_pool_idx ON sensor (departed_at) INCLUDE (pool, enrolled_at)
  WHERE departed_at IS NOT NULL;
CREATE INDEX sensor_first_heartbeat_idx ON sensor (first_heartbeat_at)
  INCLUDE (pool, enrolled_at, install_started_at, departed_at) WHERE first_heartbeat_at IS NOT NULL;

-- Room in each page, so that what a greeting changes (boot ids, loader and programs) stays heap-only.
ALTER TABLE sensor SET (fillfactor = 90);
