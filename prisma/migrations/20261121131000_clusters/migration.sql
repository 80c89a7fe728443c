ALTER TYPE "depart_reason" ADD VALUE 'node_deleted';

-- AlterTable
ALTER TABLE "enrollment_token" ADD COLUMN     "cluster_uid" UUID;

-- AlterTable
ALTER TABLE "sensor" ADD COLUMN     "cluster_uid" UUID,
ADD COLUMN     "node_facts" JSONB,
ADD COLUMN     "node_labels" JSONB,
ADD COLUMN     "node_name" TEXT,
ADD COLUMN     "node_uid" UUID;

-- CreateTable
CREATE TABLE "cluster" (
    "uid" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nodes" INTEGER NOT NULL,
    "digest" BYTEA NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "reporter_id" UUID NOT NULL,
    "reporter_name" TEXT NOT NULL,

    CONSTRAINT "cluster_pkey" PRIMARY KEY ("uid")
);

-- CreateTable
CREATE TABLE "cluster_node" (
    "cluster_uid" UUID NOT NULL,
    "uid" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "cluster_node_pkey" PRIMARY KEY ("cluster_uid","uid")
);

-- CreateIndex
CREATE INDEX "cluster_name_idx" ON "cluster"("name");

-- AddForeignKey
ALTER TABLE "cluster_node" ADD CONSTRAINT "cluster_node_cluster_uid_fkey" FOREIGN KEY ("cluster_uid") REFERENCES "cluster"("uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- What schema.prisma cannot say.

-- Everything that the list of clusters counts of sensors, so that it reads no sensor. No heartbeat
-- changes any of it.
CREATE INDEX sensor_cluster_idx ON sensor (cluster_name, cluster_uid, version, flavor) INCLUDE (node_uid)
  WHERE departed_at IS NULL AND cluster_name IS NOT NULL;
-- Whether a node has a sensor, and which.
CREATE INDEX sensor_node_idx ON sensor (cluster_uid, node_uid)
  WHERE departed_at IS NULL AND cluster_uid IS NOT NULL;
CREATE INDEX enrollment_token_cluster_idx ON enrollment_token (cluster_name) WHERE type = 'cluster';
