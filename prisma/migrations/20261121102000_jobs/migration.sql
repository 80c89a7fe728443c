-- CreateEnum
CREATE TYPE "job_item_state" AS ENUM ('pending', 'done', 'skipped', 'failed', 'left');

-- AlterTable
ALTER TABLE "job" ADD COLUMN     "actor" TEXT NOT NULL DEFAULT 'system',
ADD COLUMN     "batch_size" INTEGER NOT NULL DEFAULT 1000,
ADD COLUMN     "cancelled_by" TEXT,
ADD COLUMN     "cursor_id" UUID,
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "request" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "retries_id" UUID,
ADD COLUMN     "skipped" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "snapshot_at" TIMESTAMPTZ(3),
ADD COLUMN     "started_at" TIMESTAMPTZ(3),
ADD COLUMN     "undoes_id" UUID,
ADD COLUMN     "worked_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "job_item" (
    "job_id" UUID NOT NULL,
    "sensor_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "job_item_state" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "detail" TEXT,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "job_item_pkey" PRIMARY KEY ("job_id","sensor_id")
);

-- CreateIndex
CREATE INDEX "job_item_job_id_name_sensor_id_idx" ON "job_item"("job_id", "name", "sensor_id");

-- CreateIndex
CREATE INDEX "job_created_at_id_idx" ON "job"("created_at", "id");

-- CreateIndex
CREATE INDEX "job_undoes_id_idx" ON "job"("undoes_id");

-- Below: what schema.prisma cannot say.

-- Every item is written twice; no index holds what changes, so that the second write stays in its page.
ALTER TABLE "job_item" SET (fillfactor = 70);

-- What is left to do is asked for all the time, and is next to nothing.
CREATE INDEX job_open_idx ON job (worked_at NULLS FIRST, created_at) WHERE state IN ('queued', 'running');

-- Bulk actions of before ran within their request, and were called as their audit entries are.
UPDATE job SET kind = CASE kind WHEN 'sensor_deleted' THEN 'delete' WHEN 'sensor_tags_changed' THEN 'tags' ELSE kind END;
