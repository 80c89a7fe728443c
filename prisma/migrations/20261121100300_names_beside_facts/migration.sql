-- What schema.prisma cannot say: the stale by name, the list that admins clean up from, without a row
-- of theirs being read before it is known which 50 they are.
DROP INDEX sensor_enrolled_facts_idx;
CREATE INDEX sensor_enrolled_facts_idx ON sensor (id)
  INCLUDE (name, cluster_name, role, flavor, version, kernel, pool, ephemeral) WHERE departed_at IS NULL;
