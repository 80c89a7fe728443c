-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "token_type" AS ENUM ('one_time', 'batch', 'cluster');

-- CreateEnum
CREATE TYPE "flavor" AS ENUM ('standard', 'telecom');

-- CreateEnum
CREATE TYPE "depart_reason" AS ENUM ('clean_exit', 'decommissioned', 'deleted', 'auto_removed');

-- CreateEnum
CREATE TYPE "job_state" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "certificate_authority" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "certificate" TEXT NOT NULL,
    "encrypted_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "server_certificate" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "certificate" TEXT NOT NULL,
    "encrypted_key" BYTEA NOT NULL,
    "names" TEXT[],
    "not_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "server_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "enrollment_token" (
    "id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "type" "token_type" NOT NULL,
    "max_uses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "cluster_name" TEXT,
    "tags" TEXT[],
    "role" TEXT,
    "ephemeral" BOOLEAN,
    "remove_after_seconds" INTEGER,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "enrollment_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sensor" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "live_name" TEXT,
    "hostname" TEXT NOT NULL,
    "cluster_name" TEXT,
    "role" TEXT NOT NULL,
    "flavor" "flavor" NOT NULL,
    "tags" TEXT[],
    "ephemeral" BOOLEAN NOT NULL DEFAULT false,
    "remove_after_seconds" INTEGER,
    "arch" TEXT NOT NULL,
    "kernel" TEXT NOT NULL,
    "os" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "machine_id" TEXT,
    "instance_id" TEXT,
    "facts" JSONB NOT NULL,
    "runtime" JSONB NOT NULL DEFAULT '{}',
    "public_key_hash" BYTEA NOT NULL,
    "token_id" UUID NOT NULL,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "departed_at" TIMESTAMPTZ(3),
    "departed_reason" "depart_reason",
    "departed_by" TEXT,

    CONSTRAINT "sensor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sensor_heartbeat" (
    "sensor_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sensor_heartbeat_pkey" PRIMARY KEY ("sensor_id")
) WITH (fillfactor = 60);

-- CreateTable
CREATE TABLE "sensor_certificate" (
    "serial" TEXT NOT NULL,
    "sensor_id" UUID NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sensor_certificate_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "sensor_metric" (
    "sensor_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "interval_ms" INTEGER NOT NULL,
    "exec" BIGINT NOT NULL,
    "exit" BIGINT NOT NULL,
    "connect" BIGINT NOT NULL,
    "accept" BIGINT NOT NULL,
    "close" BIGINT NOT NULL,
    "listen" BIGINT NOT NULL,
    "lost" BIGINT NOT NULL,
    "cpu_millicores" REAL NOT NULL,
    "rss_bytes" BIGINT NOT NULL,
    "load1" REAL NOT NULL,
    "memory_available_bytes" BIGINT NOT NULL,

    CONSTRAINT "sensor_metric_pkey" PRIMARY KEY ("sensor_id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "listening" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "missed_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "listening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrollment_attempt" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT,
    "token_prefix" TEXT,

    CONSTRAINT "enrollment_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "job_state" NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "enrollment_token_hash_key" ON "enrollment_token"("hash");

-- CreateIndex
CREATE INDEX "enrollment_token_created_at_id_idx" ON "enrollment_token"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sensor_live_name_key" ON "sensor"("live_name");

-- CreateIndex
CREATE INDEX "sensor_departed_at_enrolled_at_id_idx" ON "sensor"("departed_at", "enrolled_at", "id");

-- CreateIndex
CREATE INDEX "sensor_public_key_hash_idx" ON "sensor"("public_key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sensor_token_id_public_key_hash_key" ON "sensor"("token_id", "public_key_hash");

-- CreateIndex
CREATE INDEX "sensor_certificate_sensor_id_not_after_idx" ON "sensor_certificate"("sensor_id", "not_after");

-- CreateIndex
CREATE INDEX "enrollment_attempt_at_idx" ON "enrollment_attempt"("at");

-- CreateIndex
CREATE INDEX "audit_entry_target_seq_idx" ON "audit_entry"("target", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_action_seq_idx" ON "audit_entry"("action", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_actor_seq_idx" ON "audit_entry"("actor", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- AddForeignKey
ALTER TABLE "sensor" ADD CONSTRAINT "sensor_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "enrollment_token"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sensor_heartbeat" ADD CONSTRAINT "sensor_heartbeat_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sensor_certificate" ADD CONSTRAINT "sensor_certificate_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what schema.prisma cannot say.

INSERT INTO "listening" ("id", "last_at") VALUES (1, now());
INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, sha256('telovix'::bytea));

-- One audit entry's hash over the previous one's. The only place that knows the canonical form:
-- `append_audit` writes with it and `audit verify` checks with it.
CREATE FUNCTION audit_entry_hash(
  previous bytea, seq bigint, at timestamptz, action text, actor text, actor_name text,
  target text, details jsonb
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(
    seq, extract(epoch FROM at) * 1000, action, actor, actor_name, target, details)::text, 'UTF8'))
$$;

-- Appends to the chain inside the caller's transaction. The row lock on the head orders appends,
-- so it belongs at the end of a transaction.
CREATE FUNCTION append_audit(
  at timestamptz, action text, actor text, actor_name text, target text, details jsonb
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  head audit_head;
  next_hash bytea;
BEGIN
  SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
  at := date_trunc('milliseconds', at);
  next_hash := audit_entry_hash(head.hash, head.seq + 1, at, action, actor, actor_name, target, details);
  INSERT INTO audit_entry VALUES (head.seq + 1, at, action, actor, actor_name, target, details, next_hash);
  UPDATE audit_head SET seq = head.seq + 1, hash = next_hash WHERE id = 1;
  RETURN head.seq + 1;
END
$$;

-- The day partition of `sensor_metric` that `day` falls into, made when missing.
CREATE FUNCTION ensure_metric_partition(day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I PARTITION OF sensor_metric FOR VALUES FROM (%L) TO (%L)',
    'sensor_metric_' || to_char(day, 'YYYYMMDD'),
    day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
END
$$;

-- The listening clock now: the database clock minus all the time in which no gateway could hear.
CREATE FUNCTION listening_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(clock_timestamp(), last_at + interval '5 seconds') - missed_ms * interval '1 millisecond'
  FROM listening WHERE id = 1
$$;

-- Once a second by every gateway: "we hear". More than 5 s since the last one means that nobody
-- could, and that time is taken off the listening clock. Returns all the time taken off, in ms.
CREATE FUNCTION tick_listening() RETURNS bigint LANGUAGE sql AS $$
  UPDATE listening SET
    missed_ms = missed_ms + CASE WHEN clock_timestamp() - last_at > interval '5 seconds'
      THEN (extract(epoch FROM clock_timestamp() - last_at) * 1000)::bigint ELSE 0 END,
    last_at = greatest(last_at, clock_timestamp())
  WHERE id = 1 RETURNING missed_ms
$$;
