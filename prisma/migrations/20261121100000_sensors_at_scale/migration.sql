-- DropIndex
DROP INDEX "sensor_departed_at_enrolled_at_id_idx";

-- AlterTable
ALTER TABLE "listening" ADD COLUMN     "silent_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity';

-- AlterTable
ALTER TABLE "sensor" ADD COLUMN     "certificate_not_after" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "token_prefix" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "sensor_heartbeat" ADD COLUMN     "silent_since" TIMESTAMPTZ(3) NOT NULL DEFAULT 'infinity';

-- CreateIndex
CREATE INDEX "sensor_heartbeat_silent_since_sensor_id_idx" ON "sensor_heartbeat"("silent_since", "sensor_id");

-- What schema.prisma cannot say.

-- What the search boxes look in, in lower case. A line break is in none of its parts, so that no
-- search matches across two of them.
CREATE FUNCTION set_sensor_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text := lower(concat_ws(chr(10), NEW.name, NEW.hostname, NEW.instance_id,
    array_to_string(NEW.tags, chr(10))));
  IF TG_OP = 'INSERT' OR NEW.token_id <> OLD.token_id THEN
    NEW.token_prefix := coalesce((SELECT prefix FROM enrollment_token WHERE id = NEW.token_id), '');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER sensor_search BEFORE INSERT OR UPDATE OF name, hostname, instance_id, tags, token_id ON sensor
  FOR EACH ROW EXECUTE FUNCTION set_sensor_search();
UPDATE sensor s SET token_prefix = t.prefix, search_text = lower(concat_ws(chr(10), s.name, s.hostname,
  s.instance_id, array_to_string(s.tags, chr(10)))), certificate_not_after = coalesce(
  (SELECT max(not_after) FROM sensor_certificate c WHERE c.sensor_id = s.id), '-infinity')
  FROM enrollment_token t WHERE t.id = s.token_id;

-- The Sensors list: an index for each column that it sorts and filters by, over the enrolled only, so
-- that departures write none of them and a long history of departed records slows nothing. Where many
-- share a value, the name decides: it is unique among the enrolled, and a list of one value by name,
-- the most frequent of all, is read off the index.
CREATE INDEX sensor_enrolled_name_idx ON sensor (name, id) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_hostname_idx ON sensor (hostname, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_cluster_idx ON sensor (cluster_name, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_any_cluster_idx ON sensor (coalesce(cluster_name, ''), name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_role_idx ON sensor (role, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_flavor_idx ON sensor (flavor, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_version_idx ON sensor (version, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_kernel_idx ON sensor (kernel, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_os_idx ON sensor (os, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_arch_idx ON sensor (arch, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_ephemeral_idx ON sensor (ephemeral, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_pool_idx ON sensor (pool, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_token_idx ON sensor (token_prefix, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_at_idx ON sensor (enrolled_at, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_certificate_idx ON sensor (certificate_not_after, name) WHERE departed_at IS NULL;
CREATE INDEX sensor_enrolled_tags_idx ON sensor USING gin (tags) WHERE departed_at IS NULL;

-- Trigrams where PostgreSQL has them: they come with it, but a server may have been installed without.
-- There, a search reads all that match the other filters.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX sensor_enrolled_text_idx ON sensor USING gin (search_text gin_trgm_ops)
    WHERE departed_at IS NULL;
  CREATE INDEX sensor_departed_text_idx ON sensor USING gin (search_text gin_trgm_ops)
    WHERE departed_at IS NOT NULL;
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege OR undefined_object THEN
  RAISE NOTICE 'Searches work without an index: %', SQLERRM;
END
$$;

-- `sensor.certificate_not_after` is the end of the certificate that lasts longest. Who enrolls writes
-- it at once; this sees to the rest.
CREATE FUNCTION keep_certificate_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sensor SET certificate_not_after = NEW.not_after
    WHERE id = NEW.sensor_id AND certificate_not_after < NEW.not_after;
  RETURN NULL;
END
$$;
CREATE TRIGGER certificate_end AFTER INSERT ON sensor_certificate
  FOR EACH ROW EXECUTE FUNCTION keep_certificate_end();

-- Silence that an index can find. `heard_at` changes with each heartbeat, so no index may hold it;
-- `silent_since` is `infinity` while a sensor is heard, and its `heard_at` from 25 s of silence on. It
-- changes when a silence begins or ends, and heartbeats stay HOT.
-- Exact up to `listening.silent_until`: who was last heard at or before that moment has it set.
-- `-infinity` is an enrolled sensor never: departed records are put out of the way with it, some time
-- after they departed.
CREATE FUNCTION silence_of(heard_at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN heard_at <= silent_until THEN heard_at ELSE 'infinity' END FROM listening WHERE id = 1
$$;

CREATE FUNCTION keep_silence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.silent_since := coalesce(silence_of(NEW.heard_at), 'infinity');
  RETURN NEW;
END
$$;
CREATE TRIGGER silence_insert BEFORE INSERT ON sensor_heartbeat
  FOR EACH ROW WHEN (NEW.heard_at < now() - interval '20 seconds') EXECUTE FUNCTION keep_silence();
CREATE TRIGGER silence_update BEFORE UPDATE OF heard_at ON sensor_heartbeat
  FOR EACH ROW WHEN (OLD.silent_since < 'infinity' OR NEW.heard_at < OLD.heard_at)
  EXECUTE FUNCTION keep_silence();

CREATE FUNCTION keep_revived_silence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sensor_heartbeat SET silent_since = coalesce(silence_of(heard_at), 'infinity')
    WHERE sensor_id = NEW.id AND silent_since = '-infinity';
  RETURN NULL;
END
$$;
CREATE TRIGGER silence_revive AFTER UPDATE OF departed_at ON sensor
  FOR EACH ROW WHEN (OLD.departed_at IS NOT NULL AND NEW.departed_at IS NULL)
  EXECUTE FUNCTION keep_revived_silence();

-- Marks who has fallen silent since the last time. Rows that are being written now are heard now.
CREATE FUNCTION mark_silent() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  until timestamptz := date_trunc('milliseconds', listening_now() - interval '25 seconds');
  marked int;
BEGIN
  IF until <= (SELECT silent_until FROM listening WHERE id = 1) THEN RETURN 0; END IF;
  UPDATE sensor_heartbeat SET silent_since = heard_at WHERE sensor_id IN (
    SELECT sensor_id FROM sensor_heartbeat WHERE silent_since = 'infinity' AND heard_at <= until
    FOR NO KEY UPDATE SKIP LOCKED);
  GET DIAGNOSTICS marked = ROW_COUNT;
  UPDATE listening SET silent_until = until WHERE id = 1;
  RETURN marked;
END
$$;

-- Puts the silences of departed records out of the way, those that departed after `since`. Their rows
-- are locked first: a revival at the same moment must not be undone.
CREATE FUNCTION forget_departed_silence(since timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  forgotten int;
BEGIN
  UPDATE sensor_heartbeat SET silent_since = '-infinity' WHERE sensor_id IN (
    SELECT s.id FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE s.departed_at > since AND h.silent_since > '-infinity'
    FOR NO KEY UPDATE OF s SKIP LOCKED);
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END
$$;
UPDATE sensor_heartbeat h SET silent_since = '-infinity'
  FROM sensor s WHERE s.id = h.sensor_id AND s.departed_at IS NOT NULL;
