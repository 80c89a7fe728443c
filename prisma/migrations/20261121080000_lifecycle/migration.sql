-- CreateEnum
CREATE TYPE "pause_cause" AS ENUM ('outage', 'clock_jump', 'mass_silence');

-- CreateEnum
CREATE TYPE "pause_end" AS ENUM ('recovered', 'resumed', 'removed', 'kept');

-- CreateEnum
CREATE TYPE "sensor_event_kind" AS ENUM ('enrolled', 'revived', 'departed', 'terminating');

-- CreateEnum
CREATE TYPE "attempt_kind" AS ENUM ('enrollment', 'preflight');

-- CreateEnum
CREATE TYPE "webhook_format" AS ENUM ('generic', 'slack', 'teams');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('pending', 'delivered', 'failed');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "depart_reason" ADD VALUE 'uninstalled';
ALTER TYPE "depart_reason" ADD VALUE 'terminated';
ALTER TYPE "depart_reason" ADD VALUE 'replaced';

-- AlterTable
ALTER TABLE "enrollment_token" ADD COLUMN     "allowed_cidrs" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "name_pattern" TEXT,
ADD COLUMN     "noticed_days" INTEGER,
ADD COLUMN     "replaced_by_id" UUID;

-- AlterTable
ALTER TABLE "sensor" ADD COLUMN     "boot_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "clone_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "conflict_accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "first_heartbeat_at" TIMESTAMPTZ(3),
ADD COLUMN     "held_at" TIMESTAMPTZ(3),
ADD COLUMN     "held_by" TEXT,
ADD COLUMN     "install_started_at" TIMESTAMPTZ(3),
ADD COLUMN     "pool" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "terminating_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "listening" ADD COLUMN     "gap_at" TIMESTAMPTZ(3),
ADD COLUMN     "gap_ms" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "enrollment_attempt" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3),
ADD COLUMN     "hostname" TEXT,
ADD COLUMN     "kernel" TEXT,
ADD COLUMN     "kind" "attempt_kind" NOT NULL DEFAULT 'enrollment',
ADD COLUMN     "machine_id" TEXT,
ADD COLUMN     "token_id" UUID;

-- CreateTable
CREATE TABLE "removal_deadline" (
    "sensor_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "removal_deadline_pkey" PRIMARY KEY ("sensor_id")
);

-- CreateTable
CREATE TABLE "removal_pause" (
    "id" UUID NOT NULL,
    "cause" "pause_cause" NOT NULL,
    "pool" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "resumes_at" TIMESTAMPTZ(3),
    "silent" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "covers_until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "end" "pause_end",

    CONSTRAINT "removal_pause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sensor_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "sensor_event_kind" NOT NULL,
    "sensor_id" UUID NOT NULL,
    "sensor_name" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "ephemeral" BOOLEAN NOT NULL,
    "reason" "depart_reason",

    CONSTRAINT "sensor_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool" (
    "key" TEXT NOT NULL,
    "expected_size" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "pool_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "seat" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "taken" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "license" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "token" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by" TEXT NOT NULL,

    CONSTRAINT "license_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "format" "webhook_format" NOT NULL,
    "encrypted_url" BYTEA NOT NULL,
    "host" TEXT NOT NULL,
    "encrypted_secret" BYTEA NOT NULL,
    "alerts" TEXT[],
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "last_status" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "removal_deadline_due_at_idx" ON "removal_deadline"("due_at");

-- CreateIndex
CREATE INDEX "removal_pause_ended_at_pool_idx" ON "removal_pause"("ended_at", "pool");

-- CreateIndex
CREATE INDEX "sensor_event_at_idx" ON "sensor_event"("at");

-- CreateIndex
CREATE INDEX "sensor_event_pool_at_idx" ON "sensor_event"("pool", "at");

-- CreateIndex
CREATE INDEX "sensor_event_sensor_id_at_idx" ON "sensor_event"("sensor_id", "at");

-- CreateIndex
CREATE INDEX "alert_kind_key_ended_at_idx" ON "alert"("kind", "key", "ended_at");

-- CreateIndex
CREATE INDEX "alert_at_idx" ON "alert"("at");

-- CreateIndex
CREATE INDEX "webhook_delivery_state_next_at_idx" ON "webhook_delivery"("state", "next_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_created_at_idx" ON "webhook_delivery"("webhook_id", "created_at");

-- CreateIndex
CREATE INDEX "enrollment_token_expires_at_idx" ON "enrollment_token"("expires_at");

-- CreateIndex
CREATE INDEX "sensor_machine_id_idx" ON "sensor"("machine_id");

-- CreateIndex
CREATE INDEX "sensor_pool_departed_at_idx" ON "sensor"("pool", "departed_at");

-- AddForeignKey
ALTER TABLE "removal_deadline" ADD CONSTRAINT "removal_deadline_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what schema.prisma cannot say.

-- The database's clock. Every rule takes its time from here, so that one function replaces it where
-- days are to pass in minutes.
CREATE FUNCTION database_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT clock_timestamp() $$;

-- The listening clock now: the database clock minus all the time in which no gateway could hear.
-- It never goes back, also not between a jump of the database clock and the next tick.
CREATE OR REPLACE FUNCTION listening_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(greatest(database_now(), last_at), last_at + interval '5 seconds')
    - missed_ms * interval '1 millisecond'
  FROM listening WHERE id = 1
$$;

-- Once a second by every gateway: "we hear". More than 5 s since the last one means that nobody
-- could, or that the clock was set forward; a last one in the future, that it was set back. Either
-- way the difference is taken off, so that silence stays what it was. Returns all that is off, in ms.
CREATE OR REPLACE FUNCTION tick_listening() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  clock listening;
  at timestamptz;
  gap bigint;
BEGIN
  SELECT * INTO clock FROM listening WHERE id = 1 FOR UPDATE;
  at := database_now();
  gap := (extract(epoch FROM at - clock.last_at) * 1000)::bigint;
  IF gap > 5000 OR gap < -1000 THEN
    UPDATE listening SET last_at = at, missed_ms = missed_ms + gap, gap_at = at, gap_ms = gap WHERE id = 1;
    RETURN clock.missed_ms + gap;
  END IF;
  UPDATE listening SET last_at = greatest(last_at, at) WHERE id = 1;
  RETURN clock.missed_ms;
END
$$;

-- What a sensor shares with others: its first `pool:` tag, else its token.
CREATE FUNCTION sensor_pool(tags text[], token_id uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce((SELECT 'tag:' || substr(tag, 6) FROM unnest(tags) WITH ORDINALITY AS t(tag, position)
    WHERE tag LIKE 'pool:_%' ORDER BY position LIMIT 1), 'token:' || token_id)
$$;

CREATE FUNCTION set_sensor_pool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.pool := sensor_pool(NEW.tags, NEW.token_id);
  RETURN NEW;
END
$$;
CREATE TRIGGER sensor_pool BEFORE INSERT OR UPDATE OF tags, token_id ON sensor
  FOR EACH ROW EXECUTE FUNCTION set_sensor_pool();
UPDATE sensor SET pool = sensor_pool(tags, token_id);

-- The moment, on the listening clock, from which a sensor that was last heard at `heard_at` is removed
-- by itself; null: never. An instance that its cloud ends is gone when it falls silent afterwards;
-- 45 s are three missed heartbeats.
CREATE FUNCTION removal_due_at(
  ephemeral boolean, remove_after_seconds int, terminating_at timestamptz, heard_at timestamptz
) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT least(
    CASE WHEN ephemeral THEN heard_at + remove_after_seconds * interval '1 second' END,
    greatest(terminating_at, CASE WHEN terminating_at IS NOT NULL THEN heard_at + interval '45 seconds' END))
$$;

-- Every enrolled sensor that may be removed by itself has a deadline; this makes a missing one.
CREATE FUNCTION ensure_removal_deadline(sensor uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO removal_deadline (sensor_id, due_at)
    SELECT s.id, due.at FROM sensor s LEFT JOIN sensor_heartbeat h ON h.sensor_id = s.id,
      LATERAL (SELECT removal_due_at(s.ephemeral, s.remove_after_seconds, s.terminating_at,
        coalesce(h.heard_at, listening_now())) AS at) due
    WHERE s.id = sensor AND s.departed_at IS NULL AND due.at IS NOT NULL
  ON CONFLICT (sensor_id) DO NOTHING
$$;

CREATE FUNCTION keep_removal_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM removal_deadline WHERE sensor_id = NEW.id;
  PERFORM ensure_removal_deadline(NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER removal_deadline_insert AFTER INSERT ON sensor
  FOR EACH ROW WHEN (NEW.ephemeral) EXECUTE FUNCTION keep_removal_deadline();
CREATE TRIGGER removal_deadline_update AFTER UPDATE ON sensor FOR EACH ROW
  WHEN ((OLD.ephemeral, OLD.remove_after_seconds, OLD.terminating_at, OLD.departed_at)
    IS DISTINCT FROM (NEW.ephemeral, NEW.remove_after_seconds, NEW.terminating_at, NEW.departed_at))
  EXECUTE FUNCTION keep_removal_deadline();
INSERT INTO removal_deadline (sensor_id, due_at)
  SELECT s.id, h.heard_at + s.remove_after_seconds * interval '1 second'
  FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
  WHERE s.departed_at IS NULL AND s.ephemeral AND s.remove_after_seconds IS NOT NULL;

-- A seat of the license is taken by every record that has not departed, stale ones included.
INSERT INTO seat (id, taken) SELECT 1, count(*) FROM sensor WHERE departed_at IS NULL;
CREATE FUNCTION count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change int := 0;
BEGIN
  IF TG_OP <> 'DELETE' THEN change := (SELECT count(*) FROM after WHERE departed_at IS NULL); END IF;
  IF TG_OP <> 'INSERT' THEN
    change := change - (SELECT count(*) FROM before WHERE departed_at IS NULL);
  END IF;
  IF change <> 0 THEN UPDATE seat SET taken = taken + change WHERE id = 1; END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER seats_insert AFTER INSERT ON sensor REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION count_seats();
CREATE TRIGGER seats_update AFTER UPDATE ON sensor REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION count_seats();
CREATE TRIGGER seats_delete AFTER DELETE ON sensor REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION count_seats();
