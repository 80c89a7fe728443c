-- What schema.prisma cannot say: how many departed records a filter of the Sensors page would match.
DROP INDEX sensor_departed_pool_idx;
CREATE INDEX sensor_departed_facts_idx ON sensor (departed_at)
  INCLUDE (pool, enrolled_at, cluster_name, role, flavor, version, kernel, ephemeral, token_id)
  WHERE departed_at IS NOT NULL;
