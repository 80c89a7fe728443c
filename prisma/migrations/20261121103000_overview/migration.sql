-- AlterTable
ALTER TABLE "sensor_metric" ADD COLUMN "heartbeats" INTEGER;

-- CreateTable
CREATE TABLE "fleet_sample" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "healthy" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "stale" INTEGER NOT NULL,
    "offline" INTEGER NOT NULL,

    CONSTRAINT "fleet_sample_pkey" PRIMARY KEY ("at")
);

-- CreateTable
CREATE TABLE "listening_outage" (
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listening_outage_pkey" PRIMARY KEY ("began_at")
);

-- CreateIndex
CREATE INDEX "listening_outage_ended_at_idx" ON "listening_outage"("ended_at");

-- Below: what schema.prisma cannot say.

-- As before, and every gap in which nobody listened is kept: a sensor's timeline tells it from the
-- sensor's own silence. A clock that is set back leaves none.
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
    INSERT INTO listening_outage (began_at, ended_at) SELECT clock.last_at, at WHERE gap > 5000
      ON CONFLICT DO NOTHING;
    RETURN clock.missed_ms + gap;
  END IF;
  UPDATE listening SET last_at = greatest(last_at, at) WHERE id = 1;
  RETURN clock.missed_ms;
END
$$;
